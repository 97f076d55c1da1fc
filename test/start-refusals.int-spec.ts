import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceEnvironment } from '#configuration';
import { createLogger } from '#observability';
import { refuseUnsafeStart, untilMigrated } from '#recording';
import { migrate } from '#ledger';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { startRedis } from '../apps/standalone/src/engines/index.js';
import type { RunningEngine } from '../apps/standalone/src/engines/index.js';
import { createTestDatabase } from './setup/database.js';
import type { TestDatabase } from './setup/database.js';

let dir: string;
let redis: RunningEngine;
let database: TestDatabase;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kuittaus-start-'));
  redis = await startRedis({ dataDir: join(dir, 'redis') });
  database = await createTestDatabase();
});
afterAll(async () => {
  await redis.stop();
  await database.drop();
  await rm(dir, { recursive: true, force: true });
});

const start = (
  differences: Partial<ServiceEnvironment> = {},
  onLateRefusal: () => void = () => undefined,
): Promise<void> =>
  refuseUnsafeStart(
    {
      environment: 'production',
      logLevel: 'error',
      host: '127.0.0.1',
      databaseUrl: database.url,
      redisUrl: redis.url,
      configDir: 'config',
      secretsDir: dir,
      addressVariables: {},
      ...differences,
    },
    createLogger({ app: 'test', level: 'error', destination: { write: () => undefined } }),
    onLateRefusal,
  );

async function withRedisPolicy(policy: string, work: () => Promise<void>): Promise<void> {
  const client = new Redis(redis.url);
  try {
    await client.config('SET', 'maxmemory-policy', policy);
    await work();
    await client.config('SET', 'maxmemory-policy', 'noeviction');
  } finally {
    client.disconnect();
  }
}

async function setForDatabase(setting: string): Promise<void> {
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  await client.query(`alter database "${name}" ${setting}`);
  await client.end();
}

async function inDatabase(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** As if a build that has one more had migrated. */
async function withMigration(name: string, work: () => Promise<void>): Promise<void> {
  await inDatabase(`insert into kysely_migration (name, timestamp) values ('${name}', now()::text)`);
  try {
    await work();
  } finally {
    await inDatabase(`delete from kysely_migration where name = '${name}'`);
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error('it never came to hold');
    await delay(20);
  }
}

describe('a service', () => {
  it('starts over engines that keep what they are given', async () => {
    await expect(start()).resolves.toBeUndefined();
  });

  it('refuses a Redis that drops jobs when it is full, and says so', async () => {
    await withRedisPolicy('allkeys-lru', () =>
      expect(start()).rejects.toMatchObject({
        code: 'redis-evicts',
        message: expect.stringContaining('maxmemory-policy noeviction, not allkeys-lru'),
      }),
    );
  });

  it('refuses a PostgreSQL that may lose a commit, and says so', async () => {
    await setForDatabase('set synchronous_commit = off');
    await expect(start()).rejects.toMatchObject({
      code: 'postgresql-not-durable',
      message: expect.stringContaining('synchronous_commit off'),
    });
    await setForDatabase('reset synchronous_commit');
    await expect(start()).resolves.toBeUndefined();
  });

  it('refuses the secrets of the sandbox, but only in production', async () => {
    await writeFile(join(dir, 'issuer-key'), 'key');
    await expect(start()).rejects.toMatchObject({ code: 'secrets-of-the-sandbox' });
    await expect(start({ environment: 'embedded' })).resolves.toBeUndefined();
    await rm(join(dir, 'issuer-key'));
  });

  it('is not held up by an engine that is away, and ends when that turns out to lose data', async () => {
    await setForDatabase('set synchronous_commit = off');
    await setForDatabase('with allow_connections false');
    let refuse: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    await start({}, refuse);
    await setForDatabase('with allow_connections true');
    await refused;
    await setForDatabase('reset synchronous_commit');
  });

  it('starts over a ledger that a newer version has only added to', async () => {
    await withMigration('9998-of-a-newer-version', async () => {
      await expect(start()).resolves.toBeUndefined();
      await expect(migrate(database.url)).resolves.toBeUndefined();
    });
  });

  it('refuses a ledger from which a newer version took what it uses, and says so', async () => {
    await withMigration('9999-drop-it.needs-9998', () =>
      expect(start()).rejects.toMatchObject({
        code: 'schema-too-new',
        message: expect.stringContaining('9999-drop-it.needs-9998'),
      }),
    );
  });
});

describe('a service that writes', () => {
  const lines: string[] = [];
  const log = createLogger({
    app: 'test',
    level: 'warn',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const neverLate = (): never => {
    throw new Error('refused too late');
  };

  it('waits for the migrations that it needs, and says so once', async () => {
    await inDatabase('alter table kysely_migration rename to kysely_migration_later');
    const waiting = untilMigrated({ databaseUrl: database.url }, log, neverLate);
    await until(() => lines.length > 0);
    expect(lines[0]).toContain('"event":"start.waits-for-migrations"');
    await inDatabase('alter table kysely_migration_later rename to kysely_migration');
    await waiting;
    expect(lines).toHaveLength(1);
  });

  it('is not held up by a PostgreSQL that is away, and ends when migrations turn out to be missing', async () => {
    await inDatabase('alter table kysely_migration rename to kysely_migration_later');
    await setForDatabase('with allow_connections false');
    let refuse: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    await untilMigrated({ databaseUrl: database.url }, log, refuse);
    await setForDatabase('with allow_connections true');
    await refused;
    expect(lines.at(-1)).toContain('"event":"start.refused"');
    await inDatabase('alter table kysely_migration_later rename to kysely_migration');
  });
});
