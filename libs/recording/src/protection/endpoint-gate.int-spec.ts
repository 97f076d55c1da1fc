import { randomUUID } from 'node:crypto';
import { DEFAULT_PROTECTION } from '#domain';
import type { ProtectionPolicy, TaskId, TrackedTask } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { v7 as uuid } from 'uuid';
import pg from 'pg';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { ScriptedAdapter } from '../../testing/scripted-adapter.js';
import type { WriteOutcome } from '../adapter.js';
import { AttemptRunner } from '../attempt-runner.js';
import { EndpointGate } from './endpoint-gate.js';

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

const LATER = 60_000;
const policy: ProtectionPolicy = {
  breaker: { ...DEFAULT_PROTECTION.breaker, openMs: LATER, longestOpenMs: LATER, rampStepMs: LATER },
  retries: { share: 1, leastEveryMs: 1 },
};
const NOT_SENT: WriteOutcome = { kind: 'not-now', sent: false, code: 'ECONNREFUSED' };

/** A system that two processes write to: each has a gate of its own, and its own picture of the shared state. */
async function twoReplicas({ protection = policy, tasks = 12 } = {}) {
  const endpoint = randomUUID();
  const stored = Array.from({ length: tasks }, (_, index) =>
    aTask({
      id: uuid() as TaskId,
      contentDigest: 'aabb',
      endpoint,
      record: RECORDS[index % RECORDS.length] ?? 'plan',
    }),
  );
  for (const task of stored) await storeDecision(test.ledger, aDecision(uuid()), [task]);
  await test.ledger.relayOutbox(1_000, () => Promise.resolve());
  const adapter = new ScriptedAdapter();
  const replicas = [replica(endpoint, protection, adapter), replica(endpoint, protection, adapter)] as const;
  const see = async (): Promise<void> => {
    const { now, states } = await test.ledger.endpoints.read([endpoint]);
    for (const { gate } of replicas) for (const state of states) gate.see({ now, state });
  };
  await see();
  return { endpoint, stored, adapter, replicas, see };
}

const RECORDS = ['recommendation', 'plan', 'measures'] as const;

function replica(endpoint: string, protection: ProtectionPolicy, adapter: ScriptedAdapter) {
  const delivery = aPolicy({ deadlineMs: 2_000, retryDelaysMs: [1], settleMs: 0 });
  const gate = new EndpointGate({
    endpoint,
    policy: protection,
    deadlineMs: delivery.deadlineMs,
    ledger: test.ledger,
    random: () => 0.5,
    onSeen: () => undefined,
  });
  const runner = new AttemptRunner({
    ledger: test.ledger,
    consentGate: () => undefined,
    isInstalled: () => true,
    worker: 'test-worker',
    random: () => 0.5,
    log: createLogger({ app: 'test', level: 'error' }),
    metrics: createMetrics({ app: 'test' }),
  });
  const run = (task: TrackedTask, generation = task.generation): Promise<void> =>
    runner.run({ taskId: task.id, generation }, { endpoint, adapter, policy: delivery, gate });
  return { gate, run };
}

const now = async (task: TrackedTask): Promise<TrackedTask> => {
  const found = await test.ledger.findTask(task.id);
  if (found === undefined) throw new TypeError('the task is gone');
  return found.task;
};

const outboxOf = async ({ id }: TrackedTask) => {
  const { rows } = await client.query<{ relayed: boolean; soon: boolean }>(
    `select relayed_at is not null as relayed, due_at between now() and now() + interval '2 seconds' as soon
     from outbox where task = $1`,
    [id],
  );
  return rows[0];
};

/** As if the time of the opening were over. */
const endOpening = async (endpoint: string, see: () => Promise<void>): Promise<void> => {
  await client.query(
    `update endpoint_state set breaker = jsonb_set(breaker, '{until}', to_jsonb(now() - interval '1 second'))
     where endpoint = $1`,
    [endpoint],
  );
  await see();
};

async function openedBreaker(protection = policy) {
  const house = await twoReplicas({ protection });
  house.adapter.onWrite = () => Promise.resolve(NOT_SENT);
  for (const [index, task] of house.stored.slice(0, 5).entries()) {
    await house.replicas[index % 2 === 0 ? 0 : 1].run(task);
  }
  await house.see();
  return house;
}

describe('the gate of an endpoint', () => {
  it('is shut for all replicas by the failures of all, and costs the waiting tasks nothing', async () => {
    const { adapter, replicas, stored } = await openedBreaker();
    const before = adapter.written.length;
    expect(before).toBe(5);
    expect(replicas.map(({ gate }) => [gate.hold(), gate.pace()])).toEqual([
      ['breaker', 'held'],
      ['breaker', 'held'],
    ]);
    for (const task of stored.slice(5)) await replicas[0].run(task);
    expect(adapter.written).toHaveLength(before);
    for (const task of stored) {
      expect(await now(task)).toMatchObject({ state: 'queued', attempts: 0 });
    }
    for (const task of stored.slice(5)) {
      expect((await now(task)).epoch).toBe(0);
      expect(await outboxOf(task)).toEqual({ relayed: false, soon: true });
    }
  });

  it('lets one probe through, and after its success as many as the step of the ramp allows', async () => {
    const { endpoint, adapter, replicas, stored, see } = await openedBreaker();
    await endOpening(endpoint, see);
    expect(replicas.map(({ gate }) => gate.pace())).toEqual(['single', 'single']);
    let answer: (outcome: WriteOutcome) => void = () => undefined;
    adapter.onWrite = () => new Promise((resolve) => (answer = resolve));
    const [first, second, third, fourth] = stored.slice(5);
    if (!first || !second || !third || !fourth) throw new TypeError('too few tasks');
    const probe = replicas[0].run(first);
    while (adapter.written.length < 6) await new Promise(setImmediate);
    await replicas[1].run(second);
    expect(adapter.written).toHaveLength(6);
    answer({ kind: 'recorded', receipt: { targetId: 't', targetVersion: '1' }, code: 'ok' });
    await probe;
    expect((await now(first)).state).toBe('confirmed');
    adapter.onWrite = () => Promise.resolve({ kind: 'rejected', reason: 'rejected-by-system', code: 'no' });
    await see();
    await replicas[1].run(third);
    await replicas[0].run(fourth);
    expect([await now(third), await now(fourth)].map(({ state }) => state)).toEqual([
      'needs-attention',
      'queued',
    ]);
  });

  it('stays shut when the probe fails', async () => {
    const { endpoint, adapter, replicas, stored, see } = await openedBreaker();
    await endOpening(endpoint, see);
    await replicas[0].run(stored[5]!);
    await see();
    expect(adapter.written).toHaveLength(6);
    expect(replicas.map(({ gate }) => gate.hold())).toEqual(['breaker', 'breaker']);
    expect(await now(stored[5]!)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('spends no probe on a job that is old', async () => {
    const { endpoint, adapter, replicas, stored, see } = await openedBreaker();
    await endOpening(endpoint, see);
    await replicas[0].run(stored[5]!, 0);
    await see();
    expect(replicas[1].gate.hold()).toBeUndefined();
    await replicas[1].run(stored[6]!);
    expect(adapter.written).toHaveLength(6);
  });

  it('spends nothing of the ramp on a job that is old', async () => {
    const { endpoint, adapter, replicas, stored, see } = await openedBreaker();
    await client.query('update endpoint_state set breaker = $2 where endpoint = $1', [
      endpoint,
      {
        phase: 'ramping',
        step: 0,
        since: new Date(),
        begun: 0,
        openings: 1,
        tally: { failuresInARow: 0, since: new Date(), attempts: 0, failures: 0 },
      },
    ]);
    await see();
    await replicas[0].run(stored[5]!, 0);
    await replicas[1].run(stored[6]!);
    expect(adapter.written).toHaveLength(6);
  });

  it('counts a rejection as an answer', async () => {
    const { adapter, replicas, stored, see } = await twoReplicas();
    adapter.onWrite = () => Promise.resolve({ kind: 'rejected', reason: 'rejected-by-system', code: 'no' });
    for (const task of stored) await replicas[0].run(task);
    await see();
    expect(replicas[0].gate.hold()).toBeUndefined();
  });

  it('counts unclear outcomes as failures', async () => {
    const { adapter, replicas, stored, see } = await twoReplicas();
    adapter.onWrite = () => Promise.resolve({ kind: 'unknown', code: 'timeout' });
    for (const task of stored.slice(0, 5)) await replicas[0].run(task);
    await see();
    expect(replicas[1].gate.hold()).toBe('breaker');
  });

  it('shuts for all when the system says when to come back, and counts no failure', async () => {
    const { endpoint, adapter, replicas, stored, see } = await twoReplicas();
    adapter.onWrite = () =>
      Promise.resolve({ kind: 'not-now', sent: true, code: '503', retryAfterMs: 30_000 });
    await replicas[0].run(stored[0]!);
    await see();
    expect(replicas[1].gate.hold()).toBe('retry-after');
    await replicas[1].run(stored[1]!);
    expect(adapter.written).toHaveLength(1);
    const { states } = await test.ledger.endpoints.read([endpoint]);
    expect(states[0]?.breaker).toMatchObject({ phase: 'closed', tally: { failures: 0 } });
  });

  it('is shut in quiet hours, for look-ups too', async () => {
    const allDay = [
      { from: '00:00', until: '23:59' },
      { from: '23:59', until: '00:00' },
    ];
    const shut = await Promise.all(
      allDay.map(async (quietHours) => {
        const { replicas, stored, adapter } = await twoReplicas({
          protection: { ...policy, quietHours },
          tasks: 1,
        });
        await replicas[0].run(stored[0]!);
        return adapter.written.length === 0;
      }),
    );
    expect(shut.filter(Boolean)).toHaveLength(1);
  });

  it('is shut until it has seen the shared state', async () => {
    const gate = replica('new', policy, new ScriptedAdapter()).gate;
    expect([gate.hold(), gate.pace()]).toEqual(['not-seen', 'held']);
  });

  it('lets repeats through only as its budget allows, and first attempts always', async () => {
    const retries = { share: 0.1, leastEveryMs: LATER };
    const { adapter, replicas, stored } = await twoReplicas({ protection: { ...policy, retries }, tasks: 4 });
    adapter.onWrite = () => Promise.resolve(NOT_SENT);
    const [one, two] = [stored[0]!, stored[1]!];
    await replicas[0].run(one);
    await replicas[0].run(two);
    await replicas[0].run(await now(one));
    await replicas[0].run(await now(two));
    expect(adapter.written.map(({ taskId }) => taskId)).toEqual([one.id, two.id, one.id]);
    expect(await now(two)).toMatchObject({ state: 'queued', attempts: 0, epoch: 1 });
    expect(await outboxOf(two)).toEqual({ relayed: false, soon: false });
    await replicas[0].run(stored[2]!);
    expect(adapter.written).toHaveLength(4);
  });
});
