import pg from 'pg';

const TIMEOUT_MS = 3_000;
/** Without any of these a commit may be lost: what was answered with 202 would then be gone (R2). */
const DURABILITY = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** @returns the settings that let PostgreSQL lose a commit; undefined when it does not answer */
export async function undurableSettings(databaseUrl: string): Promise<readonly string[] | undefined> {
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
    const { rows } = await client.query<{ name: string }>(
      `select name from pg_settings where name = any($1) and setting = 'off' order by name`,
      [DURABILITY],
    );
    return rows.map(({ name }) => name);
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
