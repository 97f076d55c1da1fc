import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { openDatabase } from './database.js';
import type { Database } from './database.js';

/** Plain SQL files beside this one, in the order of their numbers; they only go forward. */
const FOLDER = path.join(__dirname, 'migrations'); // the one place to change for ES modules

/** A migration failed; everything before it stands, it left nothing. */
export class MigrationFailed extends Error {
  readonly code = 'migration-failed';
  constructor(migration: string, cause: unknown) {
    super(`migration ${migration} failed`, { cause });
    this.name = 'MigrationFailed';
  }
}

/**
 * Brings the database to the newest schema; safe to run by several processes at once (the migrator locks).
 * @throws MigrationFailed
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const db = openDatabase({
    databaseUrl,
    maxConnections: 1,
    applicationName: 'kuittaus-migrate',
    onConnectionLost: () => undefined,
  });
  try {
    const { error, results } = await migratorOf(db).migrateToLatest();
    if (error !== undefined) {
      throw new MigrationFailed(results?.find((r) => r.status === 'Error')?.migrationName ?? '?', error);
    }
  } finally {
    await db.destroy();
  }
}

/** @returns names of the migrations that the database does not have yet */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const migrations = await migratorOf(db).getMigrations();
  return migrations.filter((m) => m.executedAt === undefined).map((m) => m.name);
}

function migratorOf(db: Database): Migrator {
  return new Migrator({ db, provider: { getMigrations: readMigrations } });
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    files.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(path.join(FOLDER, name), 'utf8');
      return [path.basename(name, '.sql'), { up: (db: Kysely<unknown>) => run(db, text) }];
    }),
  );
  return Object.fromEntries(migrations);
}

async function run(db: Kysely<unknown>, text: string): Promise<void> {
  await sql.raw(text).execute(db);
}
