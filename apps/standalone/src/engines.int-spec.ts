import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { takeDataDirectory } from './data-directory.js';
import { Engines } from './engines.js';

// Programs are started and ended here, on a machine that may be busy.
jest.setTimeout(90_000);

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-engines-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

describe('the engines', () => {
  it('come back at the same address, with what they held, when one dies', async () => {
    const { data } = await takeDataDirectory(home);
    const databaseUrl = 'postgres://given@127.0.0.1:1/given';
    const engines = new Engines({ databaseUrl }, () => undefined);
    const addresses = await engines.start(data);
    const client = new Redis(addresses.redisUrl, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    try {
      await client.set('job', 'kept');
      const [, pid] = /process_id:(\d+)/.exec(await client.info('server')) ?? [];

      process.kill(Number(pid), 'SIGKILL');

      const processOf = async () => /process_id:(\d+)/.exec(await client.info('server'))?.[1];
      let now = await processOf().catch(() => pid);
      while (now === pid) now = await processOf().catch(() => pid);
      expect(await client.get('job')).toBe('kept');
    } finally {
      client.disconnect();
      await engines.stop();
    }
  });

  it('are not started where their addresses are given', async () => {
    const { data } = await takeDataDirectory(home);
    const given = { databaseUrl: 'postgres://given@127.0.0.1:1/given', redisUrl: 'redis://127.0.0.1:1' };
    const said: string[] = [];
    const engines = new Engines(given, (line) => said.push(line));

    expect(await engines.start(data)).toEqual(given);
    expect(said).toEqual([]);
    await engines.stop();
  });
});
