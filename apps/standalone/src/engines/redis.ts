import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { takeLock } from '../processes/lock-file.js';
import { lastLines } from '../processes/log-file.js';
import { LoggedProcess } from '../processes/logged-process.js';
import type { EndStep } from '../processes/logged-process.js';
import { StandaloneError } from '../standalone.errors.js';
import type { RunningEngine, Say } from './engine.js';
import { freePort } from './free-port.js';
import { endLeftover } from './leftover.js';
import { findRedis } from './find-redis.js';
import { keepPassword } from './password-file.js';
import { environmentOf } from './redis-program.js';
import type { RedisProgram } from './redis-program.js';
import { redisConfiguration } from './redis-settings.js';

export interface RedisOptions {
  /** Belongs to this server alone; made when missing. */
  readonly dataDir: string;
  /** Where a Redis goes that has to be fetched first; may be shared. */
  readonly cacheDir?: string;
  readonly log?: Say;
  /** Where to look for programs, as in `PATH`; that of this process when left out. */
  readonly path?: string;
  /** A free one when left out. */
  readonly port?: number;
}

interface Prepared {
  readonly dataDir: string;
  readonly program: RedisProgram;
  readonly password: string;
  readonly store: string;
  readonly pidFile: string;
  readonly logFile: string;
}

const SHARED_CACHE = 'node_modules/.cache/kuittaus';
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 25;
const MAX_TRIES = 20;
const RETRY_MS = 500;
const END_STEPS: readonly EndStep[] = [{ signal: 'SIGTERM', graceMs: 10_000 }];

/**
 * Starts a Redis of its own on 127.0.0.1; what it holds survives restarts, but for the last second after a
 * crash. Everything in it can be rebuilt from the ledger, so a file that it cannot read is put aside.
 * @throws {StandaloneError} `redis-not-found`, `redis-not-started`, `data-directory-in-use`
 */
export async function startRedis(options: RedisOptions): Promise<RunningEngine> {
  const dataDir = resolve(options.dataDir);
  const say = options.log ?? (() => undefined);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(dataDir, 'lock'), `The Redis directory ${dataDir}`);
  try {
    const cacheDir = resolve(options.cacheDir ?? SHARED_CACHE);
    const program = await findRedis({ cacheDir, path: options.path, say });
    const prepared = await prepare(dataDir, program, say);
    const { server, port } = await startServer(prepared, options.port, say);
    void server.exited.then(() => lock.release());
    return {
      url: addressOf(port, prepared.password),
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

async function prepare(dataDir: string, program: RedisProgram, say: Say): Promise<Prepared> {
  const store = join(dataDir, 'store');
  const pidFile = join(dataDir, 'redis.pid');
  await mkdir(store, { recursive: true, mode: 0o700 });
  await endLeftover({ name: 'Redis', pidFile, directory: store, signal: 'SIGTERM' }, say);
  const password = await keepPassword(join(dataDir, 'password'));
  return { dataDir, program, password, store, pidFile, logFile: join(dataDir, 'redis.log') };
}

async function startServer(
  prepared: Prepared,
  wished: number | undefined,
  say: Say,
): Promise<{ server: LoggedProcess; port: number }> {
  for (let tries = 1; ; tries++) {
    const port = wished ?? (await freePort());
    const server = await launch(prepared, port);
    if (await answers(server, addressOf(port, prepared.password))) return { server, port };
    await server.end(END_STEPS);
    const lines = await lastLines(prepared.logFile, 5);
    if (tries >= MAX_TRIES) throw notStarted(prepared.logFile, lines);
    if (lines.some((line) => /Address already in use|bind/i.test(line))) await delay(RETRY_MS);
    else if (!(await putStoreAside(prepared.store, say))) throw notStarted(prepared.logFile, lines);
  }
}

async function launch(prepared: Prepared, port: number): Promise<LoggedProcess> {
  const { dataDir, program, password, store, pidFile, logFile } = prepared;
  const configuration = join(dataDir, 'redis.conf');
  await writeFile(configuration, redisConfiguration({ port, password, directory: store, pidFile }), {
    mode: 0o600,
  });
  return LoggedProcess.start({
    command: program.command,
    args: [configuration],
    logFile,
    env: environmentOf(program),
    cwd: store,
  });
}

/** @returns false when there is nothing to put aside */
async function putStoreAside(store: string, say: Say): Promise<boolean> {
  if ((await readdir(store)).length === 0) return false;
  const aside = `${store}-unreadable-${Date.now()}`;
  await rename(store, aside);
  await mkdir(store, { mode: 0o700 });
  say(`Redis could not read its data: they are in ${aside} now, and the jobs are rebuilt from the ledger`);
  return true;
}

const notStarted = (logFile: string, lines: readonly string[]): StandaloneError =>
  new StandaloneError(
    'redis-not-started',
    `Redis does not start; the end of ${logFile}:\n${lines.map((line) => `    ${line}`).join('\n')}`,
  );

const addressOf = (port: number, password: string): string => `redis://:${password}@127.0.0.1:${port}`;

/** @returns false when the server ended, or did not answer in time */
async function answers(server: LoggedProcess, url: string): Promise<boolean> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (server.running && Date.now() < until) {
    if (await pinged(url)) return server.running;
    await delay(POLL_MS);
  }
  return false;
}

async function pinged(url: string): Promise<boolean> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
    disconnectTimeout: 100,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch {
    // Refused, or still reading its data.
    return false;
  } finally {
    client.disconnect();
  }
}
