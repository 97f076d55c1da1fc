import { Client, Pool } from 'pg';
import type { QueryResultRow } from 'pg';
import { createTestDatabase } from '../../setup/database.js';
import type { TestDatabase } from '../../setup/database.js';

const KEPT_BY_SERVICES =
  /^(?:audit_.*|completion_due|daily_closing|endpoint_state|escalation|finding|mail_sent|team_app_event)$/u;

/** The ledger's database as only a test sees it: by SQL, past all that the product has in between. */
export class LedgerAccess {
  private readonly pool: Pool;

  private constructor(private readonly database: TestDatabase) {
    this.pool = new Pool({ connectionString: database.url, max: 2 });
    // A connection that PostgreSQL ends while nobody uses it is no fault of the test.
    this.pool.on('error', () => undefined);
  }

  static async create(): Promise<LedgerAccess> {
    return new LedgerAccess(await createTestDatabase());
  }

  get url(): string {
    return this.database.url;
  }

  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(sql, [...values]);
    return rows;
  }

  /** Every table but the list of migrations, by name. */
  async tables(): Promise<string[]> {
    const rows = await this.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    return rows.map(({ name }) => name).filter((name) => !name.includes('migration'));
  }

  /**
   * How many rows each table has that an event fills: equal before and after means that nothing was stored. Left out is
   * what services keep for themselves at any moment, and the audit log: that something was refused stands there.
   */
  async rowCounts(): Promise<Readonly<Record<string, number>>> {
    const counts: [string, number][] = [];
    for (const table of (await this.tables()).filter((name) => !KEPT_BY_SERVICES.test(name))) {
      const [row] = await this.query<{ count: number }>(`select count(*)::int as count from "${table}"`);
      counts.push([table, row?.count ?? -1]);
    }
    return Object.fromEntries(counts);
  }

  /** Holds all decisions locked while the work goes on: who wants to change one has to wait. */
  async whileLocked(work: () => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin; select id from decision for update');
      await work();
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  /** Ends every connection to the database and lets none in, as if PostgreSQL were away. */
  async takeAway(): Promise<void> {
    await this.asNeighbour(async (client) => {
      await client.query(`alter database ${this.name} with allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        this.name,
      ]);
    });
  }

  async bringBack(): Promise<void> {
    await this.asNeighbour(async (client) => {
      await client.query(`alter database ${this.name} with allow_connections true`);
    });
  }

  async drop(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  private get name(): string {
    return new URL(this.database.url).pathname.slice(1);
  }

  /** Works from a database beside this one. */
  private async asNeighbour(work: (client: Client) => Promise<void>): Promise<void> {
    const url = new URL(this.database.url);
    url.pathname = '/postgres';
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}
