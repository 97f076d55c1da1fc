import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { openDatabase } from './database.js';
import type { Database } from './database.js';
import { executedMigrations } from './executed-migrations.js';

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
 * Brings the database to the newest schema; safe to run by several processes at once (the migrator locks). One that is
 * already ahead of this build, in the middle of an upgrade, stays as it is.
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
    const executed = await executedMigrations(databaseUrl);
    const { error, results } = await migratorOf(db, executed).migrateToLatest();
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

/** @returns names of this build's migrations, in their order */
export async function migrationNames(): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return files.map((name) => path.basename(name, '.sql'));
}

/** @param executed what the database has: of a build that is newer, they are known by name only */
function migratorOf(db: Database, executed: readonly string[] = []): Migrator {
  const getMigrations = async (): Promise<Record<string, Migration>> => {
    const own = await readMigrations();
    const newer = executed.filter((name) => own[name] === undefined);
    return { ...own, ...Object.fromEntries(newer.map((name) => [name, { up: alreadyThere }])) };
  };
  return new Migrator({ db, provider: { getMigrations } });
}

const alreadyThere = (): Promise<void> => Promise.resolve();

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = await migrationNames();
  const migrations = await Promise.all(
    names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(path.join(FOLDER, `${name}.sql`), 'utf8');
      return [name, { up: (db: Kysely<unknown>) => run(db, text) }];
    }),
  );
  return Object.fromEntries(migrations);
}

async function run(db: Kysely<unknown>, text: string): Promise<void> {
  await sql.raw(text).execute(db);
}
