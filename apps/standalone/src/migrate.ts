import { dispatcherEnvironment } from '#configuration';
import { migrate } from '#ledger';
import { createLogger, runMain } from '#observability';

/** Brings the database's schema up to date, and ends; for installations that run every app by itself. */
async function main(): Promise<void> {
  const { databaseUrl, logLevel } = dispatcherEnvironment();
  await migrate(databaseUrl);
  createLogger({ app: 'migrate', level: logLevel }).info('migrate.finished');
}

runMain('migrate', main);
