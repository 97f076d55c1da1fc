import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { takeLock } from '../processes/lock-file.js';
import { lastLines } from '../processes/log-file.js';
import { LoggedProcess } from '../processes/logged-process.js';
import type { EndStep } from '../processes/logged-process.js';
import { StandaloneError } from '../standalone.errors.js';
import type { RunningEngine, Say } from './engine.js';
import { freePort } from './free-port.js';
import { endLeftover } from './leftover.js';
import { findBinaries } from './postgres-binaries.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { DATABASE_NAME, keepCluster } from './postgres-cluster.js';
import { choosePlace } from './postgres-place.js';
import type { PostgresPlace } from './postgres-place.js';
import { postgresSettings } from './postgres-settings.js';

export interface PostgresOptions {
  /** Belongs to this server alone; made when missing. */
  readonly dataDir: string;
  readonly log?: Say;
  /** A free one when left out. */
  readonly port?: number;
}

interface Prepared {
  readonly place: PostgresPlace;
  readonly binaries: PostgresBinaries;
  readonly password: string;
  readonly logFile: string;
}

const START_TIMEOUT_MS = 120_000;
const POLL_MS = 25;
const MAX_TRIES = 20;
const RETRY_MS = 500;

/** Fast shutdown, then the immediate one, which the next start recovers from. */
const END_STEPS: readonly EndStep[] = [
  { signal: 'SIGINT', graceMs: 10_000 },
  { signal: 'SIGQUIT', graceMs: 5_000 },
];

/**
 * Starts a PostgreSQL of its own on 127.0.0.1, with the database `kuittaus`; its data survive restarts and
 * crashes.
 * @throws {StandaloneError} one of the `postgres-` codes, `data-directory-in-use`, `no-server-account`
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningEngine> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const lock = takeLock(join(dataDir, 'lock'), `The database directory ${dataDir}`);
  try {
    const prepared = await prepare(dataDir, options.log ?? (() => undefined));
    const { server, port } = await startServer(prepared, options.port);
    void server.exited.then(() => lock.release());
    await createDatabase(addressOf(port, prepared.password, 'postgres')).catch(async (error: unknown) => {
      await server.end(END_STEPS);
      throw error;
    });
    return {
      url: addressOf(port, prepared.password, DATABASE_NAME),
      port,
      exited: server.exited,
      stop: () => server.end(END_STEPS),
      kill: () => server.kill(),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function prepare(dataDir: string, say: Say): Promise<Prepared> {
  const place = await choosePlace(dataDir, say);
  const binaries = await findBinaries({ account: place.account, copyTo: place.programs });
  const password = await keepCluster(dataDir, place, binaries);
  await endLeftover(
    {
      name: 'PostgreSQL',
      pidFile: join(place.cluster, 'postmaster.pid'),
      directory: place.cluster,
      signal: 'SIGINT',
    },
    say,
  );
  return { place, binaries, password, logFile: join(dataDir, 'postgres.log') };
}

/**
 * Tries again where waiting helps: another process took the free port first, or the last backends of a
 * killed server are still on their way out.
 */
async function startServer(
  prepared: Prepared,
  wished?: number,
): Promise<{ server: LoggedProcess; port: number }> {
  for (let tries = 1; ; tries++) {
    const port = wished ?? (await freePort());
    const server = await launch(prepared, port);
    if (await answers(server, addressOf(port, prepared.password, 'postgres'))) return { server, port };
    await server.end(END_STEPS);
    const lines = await lastLines(prepared.logFile, 5);
    const maybeLater = lines.some((line) => /Address already in use|pre-existing shared memory/.test(line));
    if (!maybeLater || tries >= MAX_TRIES) throw notStarted(prepared.logFile, lines);
    await delay(RETRY_MS);
  }
}

const launch = ({ place, binaries, logFile }: Prepared, port: number): Promise<LoggedProcess> =>
  LoggedProcess.start({
    command: binaries.postgres,
    args: ['-D', place.cluster, ...postgresSettings(port)],
    logFile,
    env: { LC_ALL: 'C' },
    cwd: place.cluster,
    account: place.account,
  });

const notStarted = (logFile: string, lines: readonly string[]): StandaloneError =>
  new StandaloneError(
    'postgres-not-started',
    `PostgreSQL does not start; the end of ${logFile}:\n${lines.map((line) => `    ${line}`).join('\n')}`,
  );

const addressOf = (port: number, password: string, database: string): string =>
  `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${database}`;

/** @returns false when the server ended, or did not answer in time */
async function answers(server: LoggedProcess, url: string): Promise<boolean> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (server.running && Date.now() < until) {
    try {
      await withClient(url, async () => undefined);
      return server.running;
    } catch {
      // Not yet: refused, or still recovering.
      await delay(POLL_MS);
    }
  }
  return false;
}

async function createDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  });
}

async function withClient(url: string, act: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await act(client);
  } finally {
    await client.end();
  }
}
