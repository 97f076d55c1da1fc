import { waitUntil } from '../e2e/house/wait-until.js';
import { Stage } from './scenario/stage.js';
import { ChaosSystem } from './system/chaos-system.js';
import { Engines } from './system/engines.js';

// Engines and six processes, on two busy cores; the rate itself takes a quarter of a minute.
jest.setTimeout(300_000);

const PER_SECOND = 2;
/** What may go at once, at the beginning and after each second. */
const BURST = 2;
const DECISIONS = 15;
/** The consent and what it covers. */
const TASKS = 2 * DECISIONS;
const SETTLE_LIMIT_MS = 90_000;

let engines: Engines;
let system: ChaosSystem;

beforeAll(async () => {
  engines = await Engines.start();
  system = await ChaosSystem.start(engines, {
    installed: ['lifecare', 'sofia-crm'],
    replicas: { lifecare: 2 },
    patience: { ratePerSecond: PER_SECOND, deadlineMs: 10_000 },
  });
});
afterAll(async () => {
  await system.stop();
  await engines.stop();
});

it("an endpoint's rate holds for all replicas together, by what its system saw", async () => {
  const stage = new Stage(system);
  const { ledger } = system;
  // All is ready to go before the time is taken.
  await ledger.query(
    `insert into endpoint_state (endpoint, paused_at, pause_reason) select 'lifecare-varha', now(), 'rate'
     on conflict (endpoint) do update set paused_at = excluded.paused_at, pause_reason = excluded.pause_reason`,
  );
  await stage.decideMany(DECISIONS);
  await waitUntil(
    'every job is in its queue',
    () =>
      ledger.query<{ count: number }>(
        `select count(*)::int as count from outbox where endpoint = 'lifecare-varha' and relayed_at is not null`,
      ),
    ([row]) => row?.count === DECISIONS,
  );
  const begunAt = Date.now();
  await ledger.query(`update endpoint_state set paused_at = null, pause_reason = null`);
  const { violations } = await stage.judge(SETTLE_LIMIT_MS);
  stage.end();
  expect(violations.map(({ rule, told }) => `${rule}: ${told}`)).toEqual([]);

  const stored = (await system.standIn('lifecare').journal())
    .map(({ storedAt }) => new Date(storedAt).getTime() - begunAt)
    .toSorted((one, other) => one - other);
  expect(stored).toHaveLength(TASKS);
  for (const [index, afterMs] of stored.entries()) {
    expect(afterMs).toBeGreaterThanOrEqual((1_000 * (index + 1 - BURST)) / PER_SECOND);
  }
  const workers = await ledger.query<{ worker: string }>(
    `select distinct worker from attempt a join task t on t.id = a.task where t.system = 'lifecare'`,
  );
  expect(workers).toHaveLength(system.replicas('lifecare').length);
});
