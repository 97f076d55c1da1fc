import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '#ledger';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

const MIGRATIONS = 'libs/ledger/src/migrations';
/** Serialises the making of the template over all test processes; the number only has to be ours. */
const TEMPLATE_LOCK = 4_713_001;

/** Makes a migrated, empty database by copying a template, which the first caller of a schema makes. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(async (admin) => {
    const template = await ensureTemplate(admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: urlOf(name),
    drop: () =>
      asAdministrator(async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** @returns the Redis of the test run; keep to keys of your own, other test files use it too */
export function testRedisUrl(): string {
  return engineUrl('KUITTAUS_TEST_REDIS_URL');
}

/** The template's name tells its schema, so that engines kept between runs never give an old one. */
async function ensureTemplate(admin: Client): Promise<string> {
  const template = `template_${schemaDigest()}`;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin, template);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

/** Migrated under another name first: a template that exists is whole. */
async function makeTemplate(admin: Client, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${draft}`);
  await migrate(urlOf(draft));
  await admin.query(`ALTER DATABASE ${draft} WITH ALLOW_CONNECTIONS false`);
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

function schemaDigest(): string {
  const digest = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) {
    digest.update(file).update(readFileSync(path.join(MIGRATIONS, file)));
  }
  return digest.digest('hex').slice(0, 16);
}

async function asAdministrator(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: engineUrl('KUITTAUS_TEST_DATABASE_URL') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(engineUrl('KUITTAUS_TEST_DATABASE_URL'));
  url.pathname = `/${database}`;
  return url.toString();
}

function engineUrl(name: 'KUITTAUS_TEST_DATABASE_URL' | 'KUITTAUS_TEST_REDIS_URL'): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: run with Jest, project int or e2e`);
  return url;
}
