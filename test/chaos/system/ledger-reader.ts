import { Pool } from 'pg';
import type { QueryResultRow } from 'pg';

/** The ledger as only the rig sees it: by SQL, past the product and past the proxies. */
export class LedgerReader {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 3, application_name: 'chaos-rig' });
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => {
      client.on('error', () => undefined);
    });
  }

  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, [...values])).rows;
  }

  /** Several statements on one picture of the ledger. */
  async snapshot<T>(read: (query: LedgerReader['query']) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const result = await read(async (sql, values) => (await client.query(sql, [...(values ?? [])])).rows);
      await client.query('commit');
      return result;
    } finally {
      client.release();
    }
  }

  /** Holds a transaction open while the work goes on. */
  async during(statements: string, work: () => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query(`begin; ${statements}`);
      await work();
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  async end(): Promise<void> {
    await this.pool.end();
  }
}
