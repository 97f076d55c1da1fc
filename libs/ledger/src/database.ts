import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.js';

export type Database = Kysely<Tables>;
export type LedgerTransaction = Transaction<Tables>;

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Few connections do more than many on a small machine; measure before raising. */
  readonly maxConnections: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Called for a connection that broke: the pool replaces it. */
  readonly onConnectionLost: () => void;
}

const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 10_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 20_000;

// A date is a day, not an instant: the driver would make it midnight of the machine's own zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** Opens a pool; every wait has an end (R18). */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  pool.on('error', options.onConnectionLost);
  // The pool listens only while a connection is idle: one that breaks between two statements of a transaction
  // would end the process. The statement that finds it broken fails by itself.
  pool.on('connect', (client) => {
    client.on('error', options.onConnectionLost);
  });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
