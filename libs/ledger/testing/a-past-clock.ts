import pg from 'pg';

/** A clock of the database that can be put back, for what is to be old. */
export interface PastClock {
  /** From now on it is so many years earlier. */
  goBack(years: number): Promise<void>;
}

/**
 * Puts a clock before PostgreSQL's own, for the statements of connections that are opened later. Functions that pin
 * their search path, as those that judge a pruning do, go on reading the real one.
 */
export async function aPastClock(databaseUrl: string): Promise<PastClock> {
  const run = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  const database = new URL(databaseUrl).pathname.slice(1);
  await run(`
    create schema past;
    create table past.clock (years integer not null);
    insert into past.clock values (0);
    create function past.clock_timestamp() returns timestamptz language sql volatile as $$
      select pg_catalog.clock_timestamp() - make_interval(years => (select years from past.clock)) $$;
    alter database ${database} set search_path = past, pg_catalog, public;
  `);
  return { goBack: (years) => run(`update past.clock set years = ${String(years)}`) };
}
