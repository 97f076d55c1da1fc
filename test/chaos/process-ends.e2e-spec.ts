import { waitUntil } from '../e2e/house/wait-until.js';
import { makeTestBuild, removeTestBuild } from './planted/test-build.js';
import { Stage } from './scenario/stage.js';
import { ChaosSystem } from './system/chaos-system.js';
import { Engines } from './system/engines.js';

// A watchdog waits for a minute before it gives a worker up, and what is stopped has its deadline and five seconds.
jest.setTimeout(300_000);

const WATCHDOG_LIMIT_MS = 150_000;
const SETTLE_LIMIT_MS = 60_000;
const DEADLINE_MS = 2_000;
/** Nothing is answered in the time of a test. */
const FOR_EVER_MS = 600_000;

let engines: Engines;
let system: ChaosSystem;
let stage: Stage;
const removing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  engines = await Engines.start();
});
afterAll(() => engines.stop());
afterEach(async () => {
  stage.end();
  await system.stop();
  for (const remove of removing.splice(0)) await remove();
});

async function startSystem(root?: string): Promise<void> {
  system = await ChaosSystem.start(engines, {
    installed: ['lifecare', 'sofia-crm'],
    patience: { deadlineMs: DEADLINE_MS, settleMs: 400 },
    ...(root === undefined ? {} : { root }),
  });
  stage = new Stage(system);
}

const rulesBroken = async (): Promise<readonly string[]> =>
  (await stage.judge(SETTLE_LIMIT_MS)).violations.map(({ rule, told }) => `${rule}: ${told}`);

const events = async (service: string): Promise<readonly string[]> =>
  ((await system.logs())[`${service}.log`]?.toString('utf8') ?? '')
    .split('\n')
    .flatMap((line) => /"event":"([^"]+)"/.exec(line)?.[1] ?? []);

it('an adapter whose client library is stuck ends by itself, and its successor does the work', async () => {
  // As if the library did not notice that its connections are dead: it has done so after faults of other kinds.
  const file = 'libs/queue/src/redis-connection.js';
  const root = await makeTestBuild([{ file, search: 'socketTimeout: WORKER_SILENCE_MS,', replace: '' }]);
  removing.push(() => removeTestBuild(root));
  await startSystem(root);
  const first = await stage.decide();
  await stage.untilTask(first, 'lifecare/recommendation', ['confirmed']);
  const adapter = system.service('lifecare-1');
  for (const link of system.linksLike(/^lifecare-1>redis$/)) {
    link.set({ kind: 'half-open' });
    link.set({ kind: 'pass' });
  }
  await stage.decide();
  const [end] = await waitUntil(
    'the adapter gives up',
    async () => adapter.ends,
    ({ length }) => length > 0,
    { withinMs: WATCHDOG_LIMIT_MS },
  );
  expect(end).toMatchObject({ service: 'lifecare-1', how: 'exit code 1' });
  const last = JSON.parse(end?.lastLines.at(-1) ?? '{}') as Record<string, unknown>;
  expect(last).toMatchObject({ level: 'error', event: 'watchdog.no-progress', endpoint: 'lifecare-varha' });
  expect(await rulesBroken()).toEqual([]);
  expect(adapter.ends).toHaveLength(1);
});

it('an adapter that is told to stop while everything around it hangs ends in time, and what it sent is looked up', async () => {
  await startSystem();
  const adapter = system.service('lifecare-1');
  const hanging = system.linksLike(/^lifecare-1>(redis|postgres)$/);
  await stage.fault('lifecare', { mode: 'latency', value: FOR_EVER_MS });
  const decision = await stage.decide();
  await stage.untilInJournal('lifecare', decision);
  for (const link of hanging) link.set({ kind: 'hang' });
  expect(await adapter.terminate()).toBe('exit code 1');
  expect(await events('lifecare-1')).toContain('stop.forced');

  for (const link of hanging) link.set({ kind: 'pass' });
  await stage.clearFaults();
  await adapter.start();
  const taskId = await stage.untilTask(decision, 'lifecare/consent', ['confirmed']);
  const attempts = await system.ledger.query<{ kind: string }>(
    'select kind from attempt where task = $1 order by number',
    [taskId],
  );
  const [write, ...others] = attempts.map(({ kind }) => kind);
  expect(write).toBe('write');
  expect(new Set(others)).toEqual(new Set(['look-up']));
  expect(await rulesBroken()).toEqual([]);
});
