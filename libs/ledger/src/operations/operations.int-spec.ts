import type { TaskId, TrackedTask } from '#domain';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '../../testing/index.js';
import type { TestLedger } from '../../testing/index.js';

let test: TestLedger;
let client: pg.Client;
beforeAll(async () => {
  test = await openTestLedger();
  client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.stop();
});

const MINUTE_MS = 60_000;
const HOUR = { spans: 12, spanMs: 5 * MINUTE_MS };

let endpointsMade = 0;
const anEndpoint = (): string => `lifecare-ops-${String((endpointsMade += 1))}`;

async function stored(differences: Partial<TrackedTask>): Promise<TrackedTask> {
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });
  await storeDecision(test.ledger, aDecision(uuid()), [task]);
  return task;
}

interface Tried {
  readonly number?: number;
  readonly kind?: string;
  /** Minutes; null: under way. */
  readonly endedAgo: number | null;
  readonly outcome: string | null;
}

async function tried(task: TrackedTask, { number = 1, kind = 'write', endedAgo, outcome }: Tried) {
  await client.query(
    `insert into attempt (id, task, number, kind, epoch, worker, begun_at, deadline_at, ended_at, outcome, code)
     values (gen_random_uuid(), $1, $2, $3, 1, 'lifecare/1', now() - interval '2 hours', now(),
       now() - make_interval(mins => $4), $5, 'fhir-503')`,
    [task.id, number, kind, endedAgo, outcome],
  );
}

const ratesOf = async (endpoint: string) =>
  (await test.ledger.operations.attemptRates(HOUR))
    .filter((rate) => rate.endpoint === endpoint)
    .map(({ spansAgo, succeeded, failed }) => [spansAgo, succeeded, failed]);

describe('attempts of the last hour', () => {
  it('are counted by endpoint and by five minutes, what did it apart from what did not', async () => {
    const endpoint = anEndpoint();
    const task = await stored({ endpoint });
    const outcomes: readonly (readonly [number, string])[] = [
      [1, 'recorded'],
      [2, 'already-recorded'],
      [3, 'found'],
      [4, 'absent'],
      [12, 'not-now'],
      [13, 'unknown'],
      [14, 'rejected'],
      [59, 'several'],
    ];
    for (const [place, [endedAgo, outcome]] of outcomes.entries()) {
      await tried(task, { number: place + 1, endedAgo, outcome });
    }
    expect(await ratesOf(endpoint)).toEqual([
      [0, 4, 0],
      [2, 0, 3],
      [11, 0, 1],
    ]);
  });

  it('do not hold what is older, under way, or of another endpoint', async () => {
    const [endpoint, other] = [anEndpoint(), anEndpoint()];
    const task = await stored({ endpoint });
    await tried(task, { number: 1, endedAgo: 61, outcome: 'recorded' });
    await tried(task, { number: 2, endedAgo: null, outcome: null });
    await tried(await stored({ endpoint: other }), { endedAgo: 1, outcome: 'recorded' });
    expect(await ratesOf(endpoint)).toEqual([]);
    expect(await ratesOf(other)).toEqual([[0, 1, 0]]);
  });
});

it('open tasks are counted by endpoint and state; what ended is not', async () => {
  const endpoint = anEndpoint();
  await stored({ endpoint });
  await stored({ endpoint });
  await stored({ endpoint, state: 'needs-attention', reason: 'retries-exhausted' });
  await stored({ endpoint, state: 'superseded', reason: 'newer-version' });
  const counts = (await test.ledger.operations.countTasks()).filter((row) => row.endpoint === endpoint);
  expect(counts.sort((one, other) => one.state.localeCompare(other.state))).toEqual([
    { endpoint, state: 'needs-attention', count: 1 },
    { endpoint, state: 'queued', count: 2 },
  ]);
});

describe('the course of a task', () => {
  it('has all attempts and what was done with it, and no text', async () => {
    const task = await stored({ endpoint: anEndpoint() });
    await tried(task, { number: 1, endedAgo: 30, outcome: 'not-now' });
    await tried(task, { number: 2, kind: 'look-up', endedAgo: null, outcome: null });
    const course = await test.ledger.operations.taskCourse(task.id);
    expect(course).toEqual({
      plannedAt: expect.any(Date),
      attempts: [
        {
          number: 1,
          kind: 'write',
          worker: 'lifecare/1',
          begunAt: expect.any(Date),
          endedAt: expect.any(Date),
          outcome: 'not-now',
          code: 'fhir-503',
        },
        expect.objectContaining({ number: 2, kind: 'look-up', endedAt: undefined, outcome: undefined }),
      ],
      events: [{ kind: 'task.planned', at: expect.any(Date) }],
    });
  });

  it('is not there for a task that there is not', async () => {
    expect(await test.ledger.operations.taskCourse(uuid())).toBeUndefined();
  });
});

it('the tasks of a repair’s filter are listed nearest deadline first, at most so many', async () => {
  const endpoint = anEndpoint();
  const filter = { states: [], systems: [], endpoints: [endpoint], teams: [], reasons: [] };
  expect(await test.ledger.repairs.listTasks(filter, 10)).toEqual([]);
  const later = await stored({ endpoint, dueAt: new Date('2026-11-25T21:59:59.999Z') });
  const sooner = await stored({ endpoint, dueAt: new Date('2026-11-23T21:59:59.999Z') });
  const ids = async (limit: number) =>
    (await test.ledger.repairs.listTasks(filter, limit)).map((task) => task.id);
  expect(await ids(10)).toEqual([sooner.id, later.id]);
  expect(await ids(1)).toEqual([sooner.id]);
});
