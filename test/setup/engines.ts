import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';

declare global {
  /** Ends what this run started; Jest loads set-up and teardown as two modules, in one process. */
  var stopTestEngines: (() => Promise<void>) | undefined;
}

type Engines = typeof import('../../apps/standalone/src/engines/index.js');

const log = (message: string): void => {
  process.stderr.write(`  ${message}\n`);
};

/**
 * One private PostgreSQL and one Redis for all test files of the run. Engines that are already there, given
 * by KUITTAUS_TEST_DATABASE_URL and KUITTAUS_TEST_REDIS_URL, are used instead and left running.
 */
export default async function startTestEngines(): Promise<void> {
  if (process.env['KUITTAUS_TEST_DATABASE_URL'] && process.env['KUITTAUS_TEST_REDIS_URL']) return;

  // Jest loads this file outside its module mapping, so the launcher is taken from the build.
  const launcher = path.resolve('dist/apps/standalone/src/engines/index.js');
  const { startPostgres, startRedis } = (await import(launcher)) as Engines;

  const dataDir = await mkdtemp(path.join(tmpdir(), `kuittaus-test-${randomBytes(3).toString('hex')}-`));
  await chmod(dataDir, 0o711); // as root, PostgreSQL runs as another account, which has to enter
  const stops: (() => Promise<void>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  let stopped: Promise<void> | undefined;
  globalThis.stopTestEngines = () => (stopped ??= inTurn(stops.reverse()));
  stopOnSignals();
  try {
    if (!process.env['KUITTAUS_TEST_DATABASE_URL']) {
      const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), log });
      stops.push(() => postgres.stop());
      process.env['KUITTAUS_TEST_DATABASE_URL'] = postgres.url;
    }
    if (!process.env['KUITTAUS_TEST_REDIS_URL']) {
      const redis = await startRedis({ dataDir: path.join(dataDir, 'redis'), log });
      stops.push(() => redis.stop());
      process.env['KUITTAUS_TEST_REDIS_URL'] = redis.url;
    }
  } catch (error) {
    await globalThis.stopTestEngines();
    throw error;
  }
}

async function inTurn(stops: readonly (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops) await stop();
}

/** Jest runs no teardown when it is interrupted; a Ctrl-C may come twice, see scripts/processes.mjs. */
function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      void globalThis.stopTestEngines?.().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
}
