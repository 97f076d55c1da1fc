import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { RunningEngine } from './engine.js';
import { startPostgres } from './postgres.js';
import { serverAccount } from './server-account.js';

const asRoot = process.getuid?.() === 0;

// Programs are started and ended here, on a machine that may be busy.
jest.setTimeout(90_000);

let home: string;
let running: RunningEngine[];
let said: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-postgres-'));
  await chmod(home, 0o711);
  running = [];
  said = [];
});

afterEach(async () => {
  await Promise.all(running.map((engine) => engine.stop()));
  await removeNotedCluster(join(home, 'private', 'postgres'));
  await rm(home, { recursive: true, force: true });
});

/** Where root moved a cluster to; nothing else of this test lies outside its own directory. */
async function removeNotedCluster(dataDir: string): Promise<void> {
  const noted = await readFile(join(dataDir, 'cluster-is-at'), 'utf8').catch(() => '');
  if (noted.startsWith('/var/lib/kuittaus/cluster-')) {
    await rm(noted.trim(), { recursive: true, force: true });
  }
}

async function start(dataDir = join(home, 'postgres')): Promise<RunningEngine> {
  const engine = await startPostgres({ dataDir, log: (line) => said.push(line) });
  running.push(engine);
  return engine;
}

async function query(engine: RunningEngine, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString: engine.url });
  // A server killed on purpose ends this connection too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const settingOf = async (engine: RunningEngine, name: string): Promise<unknown> =>
  (await query(engine, 'SELECT current_setting($1) AS value', [name]))[0];

async function postmasterOf(engine: RunningEngine): Promise<number> {
  const [row] = await query(engine, "SELECT pg_read_file('postmaster.pid') AS pid");
  return Number.parseInt((row as { pid: string }).pid, 10);
}

describe('a private PostgreSQL', () => {
  it('keeps what was committed over a stop and a new start', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept (value text)');
    await query(first, "INSERT INTO kept VALUES ('työkyky')");
    await first.stop();

    const second = await start();

    expect(await query(second, 'SELECT value FROM kept')).toEqual([{ value: 'työkyky' }]);
  });

  it('keeps what was committed when it is killed outright', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS value');
    process.kill(await postmasterOf(first), 'SIGKILL');
    expect(await first.exited).toBe('signal SIGKILL');

    const second = await start();

    expect(await query(second, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  });

  it('ends the server of a start that was killed, and says so', async () => {
    const dataDir = join(home, 'postgres');
    const first = await start(dataDir);
    const left = await postmasterOf(first);
    // As after kill -9 of the process that held the lock: the lock names a process that is gone.
    await writeFile(join(dataDir, 'lock'), '999999999 1\n');

    const second = await start(dataDir);

    expect(await first.exited).toBe('exit code 0');
    expect(said).toContain(`Ending the PostgreSQL of an earlier start (process ${left})`);
    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts beside a pid file that names a living process of something else', async () => {
    const first = await start();
    const cluster = ((await settingOf(first, 'data_directory')) as { value: string }).value;
    await first.stop();
    // PostgreSQL believes a pid file that names any process of its own account.
    const other = spawn('sleep', ['60'], { ...serverAccount() });
    await writeFile(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n0\n5432\n\n127.0.0.1\n`);

    const second = await start();

    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(other.exitCode).toBeNull();
    other.kill();
  });

  it('refuses a directory that a living process uses', async () => {
    await start();

    await expect(start()).rejects.toMatchObject({ code: 'data-directory-in-use' });
  });

  it('refuses a cluster of another major version, and says which it is', async () => {
    const first = await start();
    const cluster = ((await settingOf(first, 'data_directory')) as { value: string }).value;
    await first.stop();
    await writeFile(join(cluster, 'PG_VERSION'), '15\n');

    await expect(start()).rejects.toMatchObject({
      code: 'postgres-other-version',
      message: expect.stringMatching(/PostgreSQL 15, this program brings PostgreSQL 18/) as string,
    });
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const engine = await start();
    const stranger = new Client({ connectionString: engine.url.replace(/:[^:@]+@/, ':guess@') });

    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    await stranger.end();
    expect((await stat(join(home, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
  });

  it('is durable, in Unicode, and reached by loopback only', async () => {
    const engine = await start();

    for (const [name, value] of [
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
      ['server_encoding', 'UTF8'],
      ['listen_addresses', '127.0.0.1'],
      ['unix_socket_directories', ''],
    ] as const) {
      expect([name, await settingOf(engine, name)]).toEqual([name, { value }]);
    }
    expect(await query(engine, "SELECT upper('työkyky') AS word")).toEqual([{ word: 'TYÖKYKY' }]);
  });

  it('writes no value of a failed statement to its log', async () => {
    const engine = await start();
    await query(engine, 'CREATE TABLE once (value text PRIMARY KEY)');
    await query(engine, "INSERT INTO once VALUES ('010594Y9032')");

    await expect(query(engine, "INSERT INTO once VALUES ('010594Y9032')")).rejects.toThrow();
    await expect(query(engine, "SELECT '010594Y9032'::int")).rejects.toThrow();
    await expect(query(engine, 'SELECT $1::text::int', ['010594Y9032'])).rejects.toThrow();

    await engine.stop();
    const log = await readFile(join(home, 'postgres', 'postgres.log'), 'utf8');
    expect(log).toContain('database system is ready');
    expect(log).not.toContain('010594Y9032');
  });

  if (asRoot) {
    it('serves root from a directory that no other account can enter', async () => {
      const dataDir = join(home, 'private', 'postgres');
      await mkdir(join(home, 'private'), { mode: 0o700 });
      const first = await start(dataDir);
      await query(first, 'CREATE TABLE kept AS SELECT 1 AS value');
      await first.stop();

      const second = await start(dataDir);

      expect(await query(second, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
      expect(await readFile(join(dataDir, 'cluster-is-at'), 'utf8')).toMatch(
        /^\/var\/lib\/kuittaus\/cluster-/,
      );
      const owner = execFileSync('ps', ['-o', 'user=', '-p', String(await postmasterOf(second))], {
        encoding: 'utf8',
      });
      expect(owner.trim()).toBe('nobody');
    });
  }
});
