import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { RunningEngine } from './engine.js';
import { startRedis } from './redis.js';
import type { RedisOptions } from './redis.js';

let home: string;
let running: RunningEngine[];
let said: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-redis-'));
  running = [];
  said = [];
});

afterEach(async () => {
  await Promise.all(running.map((engine) => engine.stop()));
  await rm(home, { recursive: true, force: true });
});

async function start(options: Partial<RedisOptions> = {}): Promise<RunningEngine> {
  const engine = await startRedis({
    dataDir: join(home, 'redis'),
    log: (line) => said.push(line),
    ...options,
  });
  running.push(engine);
  return engine;
}

async function ask<T>(engine: RunningEngine, act: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(engine.url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await act(client);
  } finally {
    client.disconnect();
  }
}

/** Every program of this machine but Redis and Valkey. */
async function pathWithoutRedis(): Promise<string> {
  const directory = join(home, 'bin');
  await mkdir(directory);
  const linked = new Set<string>();
  for (const source of ['/usr/bin', '/bin', '/usr/sbin', '/sbin']) {
    for (const name of await readdir(source)) {
      if (/^(redis|valkey)/.test(name) || linked.has(name)) continue;
      linked.add(name);
      await symlink(join(source, name), join(directory, name));
    }
  }
  return directory;
}

describe('a private Redis', () => {
  it('keeps what it held over a stop and a new start', async () => {
    const first = await start();
    await ask(first, (client) => client.set('job', 'kept'));
    await first.stop();

    const second = await start();

    expect(await ask(second, (client) => client.get('job'))).toBe('kept');
  });

  it('keeps what reached its file when it is killed outright', async () => {
    const first = await start();
    await ask(first, async (client) => {
      await client.set('job', 'kept');
    });
    first.kill();
    expect(await first.exited).toBe('signal SIGKILL');

    const second = await start();

    expect(await ask(second, (client) => client.get('job'))).toBe('kept');
  });

  it('ends the server of a start that was killed, and says so', async () => {
    const first = await start();
    const left = (await readFile(join(home, 'redis', 'redis.pid'), 'utf8')).trim();
    await writeFile(join(home, 'redis', 'lock'), '999999999 1\n');

    const second = await start();

    expect(await first.exited).toBe('exit code 0');
    expect(said).toContain(`Ending the Redis of an earlier start (process ${left})`);
    expect(await ask(second, (client) => client.ping())).toBe('PONG');
  });

  it('starts empty beside data that it cannot read, and keeps them', async () => {
    const first = await start();
    await ask(first, (client) => client.set('job', 'kept'));
    await first.stop();
    const files = join(home, 'redis', 'store', 'appendonlydir');
    for (const name of await readdir(files)) await writeFile(join(files, name), 'not a Redis file');

    const second = await start();

    expect(await ask(second, (client) => client.get('job'))).toBeNull();
    expect(said.join()).toMatch(/could not read its data/);
    expect((await readdir(join(home, 'redis'))).some((name) => name.startsWith('store-unreadable-'))).toBe(
      true,
    );
  });

  it('refuses a directory that a living process uses', async () => {
    await start();

    await expect(start()).rejects.toMatchObject({ code: 'data-directory-in-use' });
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const engine = await start();
    const stranger = engine.url.replace(/:[^:@]+@/, ':guess@');

    await expect(ask({ ...engine, url: stranger }, (client) => client.get('job'))).rejects.toThrow();
    await expect(ask(engine, (client) => client.get('job'))).resolves.toBeNull();
    expect((await stat(join(home, 'redis', 'redis.conf'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, 'redis', 'password'))).mode & 0o777).toBe(0o600);
  });

  it('never drops a job for want of room, and writes down each second', async () => {
    const engine = await start();

    const settings = await ask(engine, (client) =>
      client.config('GET', 'maxmemory-policy', 'appendonly', 'appendfsync', 'bind'),
    );

    expect(settings).toEqual(
      expect.arrayContaining([
        'noeviction',
        'appendonly',
        'yes',
        'appendfsync',
        'everysec',
        'bind',
        '127.0.0.1',
      ]),
    );
  });
});

describe('a machine without Redis on its PATH', () => {
  it('takes Redis from the packages of Debian, once', async () => {
    const options = { path: await pathWithoutRedis(), cacheDir: join(home, 'cache') };
    const first = await start(options);

    expect(await ask(first, (client) => client.ping())).toBe('PONG');
    expect(await ask(first, (client) => client.set('job', 'kept'))).toBe('OK');
    await first.stop();
    const second = await start(options);

    expect(await ask(second, (client) => client.get('job'))).toBe('kept');
    expect(said.filter((line) => line.startsWith('No Redis on PATH'))).toHaveLength(1);
    expect(await readdir(join(home, 'cache'))).toEqual(['redis']);
  }, 120_000);

  it('fetches package lists of its own where those of the machine are missing', async () => {
    const path = await pathWithoutRedis();
    const apt = join(path, 'apt-get');
    await rm(apt);
    await writeFile(
      apt,
      '#!/bin/sh\ncase "$*" in *Dir::State::Lists=*) exec /usr/bin/apt-get "$@" ;; *) exit 100 ;; esac\n',
    );
    await chmod(apt, 0o755);

    const engine = await start({ path, cacheDir: join(home, 'cache') });

    expect(await ask(engine, (client) => client.ping())).toBe('PONG');
  }, 120_000);

  it('says which command installs one where there are no such packages', async () => {
    const path = join(home, 'empty');
    await mkdir(path);

    await expect(start({ path, cacheDir: join(home, 'cache') })).rejects.toMatchObject({
      code: 'redis-not-found',
      message: expect.stringMatching(/Install one \(.*(redis|valkey).*\), or set REDIS_URL/) as string,
    });
  });
});
