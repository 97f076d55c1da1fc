import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '#configuration';
import { waitUntil } from '../e2e/house/wait-until.js';
import { makeTestBuild, removeTestBuild } from './planted/test-build.js';
import { Stage } from './scenario/stage.js';
import { ChaosSystem } from './system/chaos-system.js';
import { Engines } from './system/engines.js';
import { commonVariables } from './system/places.js';

// Two builds, engines and the services of each, on two busy cores.
jest.setTimeout(300_000);

const SETTLE_LIMIT_MS = 60_000;
const THIS_VERSION = resolve('.');

/**
 * The next version, as far as its neighbours see of it: one more migration, which only adds, and jobs of the next
 * format, which have all fields of the one before.
 */
async function buildNextVersion(): Promise<string> {
  const root = await makeTestBuild([
    {
      file: 'libs/queue/src/attempt-job.js',
      search: 'exports.ATTEMPT_JOB_FORMAT = 1;',
      replace: 'exports.ATTEMPT_JOB_FORMAT = 2;',
    },
    {
      file: 'libs/queue/src/attempt-job.js',
      search: 'format: exports.ATTEMPT_JOB_FORMAT,',
      replace: "format: exports.ATTEMPT_JOB_FORMAT,\n    urgency: 'usual',",
    },
  ]);
  await writeFile(
    join(root, 'dist/libs/ledger/src/migrations/9999-of-the-next-version.sql'),
    `alter table task add column urgency text not null default 'usual';
     alter table outbox add column urgency text;
     create table urgency (task uuid primary key references task, since timestamptz not null);`,
  );
  return root;
}

let engines: Engines;
let nextVersion: string;
let system: ChaosSystem;
let stage: Stage;

beforeAll(async () => {
  [engines, nextVersion] = await Promise.all([Engines.start(), buildNextVersion()]);
  system = await ChaosSystem.start(engines, { installed: ['lifecare', 'sofia-crm'] });
  stage = new Stage(system);
});
afterAll(async () => {
  stage.end();
  await system.stop();
  await Promise.all([engines.stop(), removeTestBuild(nextVersion)]);
});

async function migrateBy(root: string): Promise<void> {
  const env = childEnvironment({
    ...commonVariables(system.places),
    DATABASE_URL: engines.postgres.urlOf(system.database),
    REDIS_URL: engines.redis.url,
  });
  const program = `${root}/dist/apps/standalone/src/migrate.js`;
  await promisify(execFile)(process.execPath, [program], { cwd: root, env });
}

const logOf = async (service: string): Promise<string> =>
  (await system.logs())[`${service}.log`]?.toString('utf8') ?? '';

async function isRecorded(): Promise<void> {
  await stage.untilTask(await stage.decide(), 'lifecare/recommendation', ['confirmed']);
}

it('a service that is upgraded before the ledger waits for the migration, and nothing is lost meanwhile', async () => {
  await isRecorded();
  const adapter = system.service('lifecare-1');
  await adapter.changeTo(nextVersion);
  await waitUntil(
    'the adapter waits',
    () => logOf('lifecare-1'),
    (log) => log.includes('"event":"start.waits-for-migrations"'),
  );
  const decision = await stage.decide();
  await stage.untilTask(decision, 'sofia-crm/contact-note', ['confirmed']);
  await stage.untilTask(decision, 'lifecare/consent', ['queued']);
  await migrateBy(nextVersion);
  await adapter.whenReady();
  // Its job is of the format before.
  await stage.untilTask(decision, 'lifecare/recommendation', ['confirmed']);
});

it('services of this version work on beside those of the next, on its ledger and with its jobs', async () => {
  const [adapter, dispatcher] = [system.service('lifecare-1'), system.service('dispatcher-1')];
  await Promise.all([adapter.changeTo(THIS_VERSION), dispatcher.changeTo(nextVersion)]);
  await Promise.all([adapter.whenReady(), dispatcher.whenReady()]);
  await isRecorded();
  expect(await logOf('lifecare-1')).not.toContain('foreign-job');
  // Also when it is migrated by this version once more, as a replica that starts late may do.
  await migrateBy(THIS_VERSION);
  const gateway = system.service('gateway-1');
  await gateway.kill();
  await gateway.whenReady();
  await isRecorded();
});

it('an upgrade that is taken back goes on where it was', async () => {
  await system.service('dispatcher-1').changeTo(THIS_VERSION);
  await isRecorded();
  const { violations } = await stage.judge(SETTLE_LIMIT_MS);
  expect(violations.map(({ rule, told }) => `${rule}: ${told}`)).toEqual([]);
});
