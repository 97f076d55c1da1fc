import pg from 'pg';

const TIMEOUT_MS = 3_000;

/** @returns names of the migrations that the database has, in their order. @throws when PostgreSQL does not answer */
export async function executedMigrations(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'kuittaus-start',
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  // Whoever asked hears of it by the answer that is missing.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: tables } = await client.query(`select where to_regclass('kysely_migration') is not null`);
    if (tables.length === 0) return [];
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
    return rows.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}
