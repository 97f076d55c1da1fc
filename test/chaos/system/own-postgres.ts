import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startPostgres } from '../../../apps/standalone/src/engines/index.js';
import type { RunningEngine } from '../../../apps/standalone/src/engines/index.js';

const START_TRIES = 20;
const BETWEEN_TRIES_MS = 500;

/** A PostgreSQL of the rig's own, which it may crash. */
export class OwnPostgres {
  private constructor(
    private readonly dataDir: string,
    private engine: RunningEngine,
  ) {}

  static async start(dataDir: string): Promise<OwnPostgres> {
    return new OwnPostgres(dataDir, await startPostgres({ dataDir }));
  }

  get port(): number {
    return this.engine.port;
  }

  /** @returns the address of a database in it, by this port or a proxy's */
  urlOf(database: string, port: number = this.port): string {
    const url = new URL(this.engine.url);
    url.pathname = `/${database}`;
    url.port = String(port);
    return url.toString();
  }

  /** As `pg_ctl stop -m immediate`: no checkpoint, every backend ends at once; the next start recovers. */
  async crash(): Promise<void> {
    const pid = Number((await readFile(join(this.dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    await this.engine.exited;
  }

  async startAgain(): Promise<void> {
    const { port } = this;
    for (let tries = 1; ; tries++) {
      try {
        this.engine = await startPostgres({ dataDir: this.dataDir, port });
        return;
      } catch (failure) {
        if (tries === START_TRIES) throw failure;
        await pause(BETWEEN_TRIES_MS);
      }
    }
  }

  async createDatabase(name: string): Promise<string> {
    await this.asAdministrator((client) => client.query(`create database ${name}`));
    return this.urlOf(name);
  }

  /** Ends every connection of the database but those of the rig. */
  async terminateBackends(database: string): Promise<void> {
    await this.asAdministrator((client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = $1 and application_name like 'kuittaus%'`,
        [database],
      ),
    );
  }

  async stop(): Promise<void> {
    await this.engine.stop();
  }

  private async asAdministrator(work: (client: Client) => Promise<unknown>): Promise<void> {
    const client = new Client({ connectionString: this.urlOf('postgres') });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}
