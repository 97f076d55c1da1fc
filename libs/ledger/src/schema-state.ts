import { executedMigrations } from './executed-migrations.js';
import { migrationNames } from './migrate.js';

/** How a database's schema stands to the one that this build was written for. */
export interface SchemaState {
  /** Migrations that the database lacks. */
  readonly missing: readonly string[];
  /** A migration of a newer build that takes away what this one uses; undefined: this build can work with the database. */
  readonly tooNew: string | undefined;
}

/** `0042-drop-a-column.needs-0040`: only builds that have migration 0040 can work with what it leaves. */
const NEEDS = /\.needs-(\d{4})$/;

/** @returns undefined when PostgreSQL does not answer */
export async function readSchemaState(databaseUrl: string): Promise<SchemaState | undefined> {
  const own = await migrationNames();
  try {
    return schemaState(own, await executedMigrations(databaseUrl));
  } catch {
    return undefined;
  }
}

/**
 * A newer build's migrations only add, so that this one works on beside it; where one does not, its name says so.
 * @param own this build's migrations, in their order
 */
export function schemaState(own: readonly string[], executed: readonly string[]): SchemaState {
  const newest = own.at(-1)?.slice(0, 4) ?? '';
  return {
    missing: own.filter((name) => !executed.includes(name)),
    tooNew: executed.find((name) => (NEEDS.exec(name)?.[1] ?? '') > newest),
  };
}
