import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Decision } from '#domain';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import { waitUntil } from './house/wait-until.js';
import { expectExactlyTheirRecords, expectNoDoubles, untilAllRecorded, untilRecorded } from './recorded.js';

let house: House;
/** Every decision whose two records are to be in Lifecare in the end. */
const recorded: Decision[] = [];
let next = 0;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

function newDecisions(count: number): Decision[] {
  const decisions = Array.from({ length: count }, () => aDecision(next++));
  recorded.push(...decisions);
  return decisions;
}

async function expectEachRecordedOnce(withinMs?: number): Promise<void> {
  await untilAllRecorded(house, recorded, withinMs === undefined ? {} : { withinMs });
  const journal = await house.lifecare.journal();
  expectNoDoubles(journal);
  expectExactlyTheirRecords(journal, recorded);
}

const deliver = (decision: Decision) => house.gateway.deliver(anEvent(decision));

async function countConfirmed(decisions: readonly Decision[]): Promise<number> {
  const [row] = await house.ledger.query<{ count: number }>(
    `select count(*)::int as count from task where state = 'confirmed' and decision_id = any($1)`,
    [decisions.map(({ decisionId }) => decisionId)],
  );
  return row?.count ?? 0;
}

describe('Redis, emptied in the middle of 50 decisions,', () => {
  it('is filled again from the ledger: all are confirmed within 60 s, and none twice', async () => {
    const decisions = newDecisions(50);
    const deliveries = Promise.all(decisions.map(deliver));
    await waitUntil(
      'some are confirmed',
      () => countConfirmed(decisions),
      (count) => count >= 10,
      { everyMs: 5 },
    );
    await house.redis.flushAll();
    expect(await countConfirmed(decisions)).toBeLessThan(100);
    await deliveries;
    await expectEachRecordedOnce(60_000);
  });
});

describe('while Redis is away', () => {
  it('decisions are taken all the same, ready is told as degraded, and all are recorded when it is back', async () => {
    await house.redis.stop();
    const decisions = newDecisions(10);
    for (const decision of decisions) {
      const askedAt = performance.now();
      const { tasks } = await deliver(decision);
      expect(tasks).toHaveLength(4);
      expect(performance.now() - askedAt).toBeLessThan(2_000);
    }
    const { status, body } = await house.gateway.get('/health/ready');
    expect([status, body]).toMatchObject([
      200,
      { status: 'degraded', parts: { redis: 'degraded', postgresql: 'up' } },
    ]);
    expect(await countConfirmed(decisions)).toBe(0);
    await house.redis.start();
    await expectEachRecordedOnce(60_000);
    expect((await house.gateway.get('/health/ready')).body).toMatchObject({ status: 'ready' });
  });

  it('the apps can start, and begin to work when it comes', async () => {
    await house.redis.stop();
    await Promise.all([house.restart('gateway'), house.restart('dispatcher'), house.restart('lifecare')]);
    await Promise.all(newDecisions(5).map(deliver));
    await house.redis.start();
    await expectEachRecordedOnce(60_000);
  });
});

describe('a job that somebody put into the queue', () => {
  let queue: Queue;

  beforeAll(async () => {
    const { port, password } = new URL(house.redis.url);
    queue = new Queue('lifecare-varha', {
      connection: { host: '127.0.0.1', port: Number(port), password },
      prefix: 'kuittaus',
    });
    await queue.waitUntilReady();
  });
  afterAll(() => queue.close());

  const put = (data: object, name = 'attempt.run') =>
    queue.add(name, data, { jobId: `by-hand-${randomUUID()}` });

  const untilAllTaken = () =>
    waitUntil(
      'every job was taken',
      () => queue.getJobCounts('wait', 'active', 'delayed', 'prioritized'),
      (counts) => Object.values(counts).every((count) => count === 0),
    );

  const ledgerState = () =>
    house.ledger.query(
      `select t.id, t.state, t.generation, t.epoch, t.revision,
         (select count(*)::int from attempt a where a.task = t.id) as attempts
       from task t order by t.id`,
    );

  /** What any system still has to do of itself would change the ledger beside what the test looks at. */
  const untilNothingMoves = () =>
    waitUntil(
      'no task is on its way',
      () =>
        house.ledger.query(
          `select id, state from task
           where state in ('queued', 'recording', 'retrying', 'unknown', 'unconfirmed')`,
        ),
      (moving) => moving.length === 0,
    );

  const taskOf = async ({ decisionId }: Decision, place: string) => {
    const [task] = await house.ledger.query<{ id: string; state: string; generation: number }>(
      `select id, state, generation from task where decision_id = $1 and system || '/' || record = $2`,
      [decisionId, place],
    );
    if (task === undefined) throw new Error(`${decisionId} has no ${place}`);
    return task;
  };

  it('changes nothing when it is of no task, of a done one, of one that waits or may not be written, or is no job at all', async () => {
    const [done] = recorded;
    const refused = aDecision(next++);
    await house.lifecare.fault({ mode: 'status', value: 422 });
    await deliver(refused);
    await house.until('needs attention, and is recorded elsewhere', refused, ({ status, tasks }) => {
      const elsewhere = tasks.find(({ system }) => system === 'sofia-crm');
      return status === 'needs-attention' && elsewhere?.state === 'confirmed';
    });
    await house.lifecare.clearFaults();
    const { consent: _none, ...rest } = aDecision(next++);
    const withoutConsent: Decision = rest;
    await deliver(withoutConsent);

    if (done === undefined) throw new Error('nothing was recorded');
    const targets = await Promise.all([
      taskOf(done, 'lifecare/consent'),
      taskOf(refused, 'lifecare/consent'),
      taskOf(refused, 'lifecare/recommendation'),
      taskOf(withoutConsent, 'lifecare/recommendation'),
      // Of another endpoint: not this queue's.
      taskOf(refused, 'sofia-crm/contact-note'),
    ]);
    expect(targets.map(({ state }) => state)).toEqual([
      'confirmed',
      'needs-attention',
      'waiting',
      'withheld',
      'confirmed',
    ]);
    await untilNothingMoves();
    const before = await ledgerState();
    const journal = await house.lifecare.journal();
    for (const { id, generation } of targets) {
      for (const forged of [generation - 1, generation, generation + 1]) {
        await put({ taskId: id, generation: forged });
      }
    }
    await put({ taskId: randomUUID(), generation: 1 });
    await put({ taskId: "'; drop table task; --", generation: 1 });
    await put({ hello: 'world' }, 'whatever');
    await untilAllTaken();
    expect(await ledgerState()).toEqual(before);
    expect(await house.lifecare.journal()).toEqual(journal);
  });

  it('doubles one that waits to be taken: the record is written once', async () => {
    const [decision] = newDecisions(1);
    if (decision === undefined) throw new Error('no decision');
    house.app('lifecare').freeze();
    await deliver(decision);
    const { id, generation } = await taskOf(decision, 'lifecare/consent');
    await Promise.all(Array.from({ length: 6 }, () => put({ taskId: id, generation })));
    house.app('lifecare').thaw();
    const { tasks } = await untilRecorded(house, decision);
    expect(tasks.find((task) => task.id === id)?.attempts).toBe(1);
    await untilAllTaken();
    await expectEachRecordedOnce();
  });

  it('doubles one that is under way: the record is written once', async () => {
    const [decision] = newDecisions(1);
    if (decision === undefined) throw new Error('no decision');
    await house.lifecare.fault({ mode: 'latency', value: 300 });
    await deliver(decision);
    await house.until('is under way', decision, ({ tasks }) =>
      tasks.some(({ state }) => state === 'recording'),
    );
    const { id, generation } = await taskOf(decision, 'lifecare/consent');
    await Promise.all(
      [generation - 1, generation, generation + 1].map((forged) => put({ taskId: id, generation: forged })),
    );
    await untilAllTaken();
    await house.lifecare.clearFaults();
    await expectEachRecordedOnce();
    expect((await house.gateway.task(id)).attempts).toBe(1);
  });
});
