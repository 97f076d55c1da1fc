import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_CONTENT_POLICIES, DEFAULT_PROTECTION } from '#domain';
import type { TaskId, TrackedTask } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { AttemptQueues } from '#queue';
import { v7 as uuid } from 'uuid';
import pg from 'pg';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { testRedisUrl } from '../../../test/setup/database.js';
import { ScriptedAdapter } from '../testing/scripted-adapter.js';
import { AttemptRunner } from './attempt-runner.js';
import { EndpointService } from './endpoint-service.js';

let test: TestLedger;
let queues: AttemptQueues;
let client: pg.Client;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  test = await openTestLedger();
  client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
  queues = new AttemptQueues(testRedisUrl(), () => undefined);
  await queues.whenConnected();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  queues.close();
  await client.end();
  await test.stop();
});

const log = createLogger({ app: 'test', level: 'error' });

/** What a process of an adapter does for one endpoint; `see` is what its host does four times a second. */
function startService(id: string, nowMs = () => performance.now()) {
  const adapter = new ScriptedAdapter();
  const consentGate = (): undefined => undefined;
  const worker = 'test-worker';
  const service = new EndpointService({
    endpoint: {
      id,
      system: 'lifecare',
      organisations: [],
      content: DEFAULT_CONTENT_POLICIES.lifecare,
      address: 'http://127.0.0.1:1',
      credentials: {},
      concurrency: 4,
      delivery: aPolicy({ deadlineMs: 2_000 }),
      protection: {
        ...DEFAULT_PROTECTION,
        breaker: { ...DEFAULT_PROTECTION.breaker, openMs: 60_000, longestOpenMs: 60_000 },
      },
      options: { archivesToKanta: false },
    },
    adapter,
    redisUrl: testRedisUrl(),
    ledger: test.ledger,
    runner: new AttemptRunner({
      ledger: test.ledger,
      consentGate,
      isInstalled: () => true,
      worker,
      random: Math.random,
      log,
      metrics: createMetrics({ app: 'test' }),
    }),
    consentGate,
    worker,
    log,
    nowMs,
  });
  closing.push(() => service.close());
  const see = async (): Promise<void> => {
    const { now, states } = await test.ledger.endpoints.read([id]);
    for (const state of states) service.see({ now, state });
    await service.keepPace();
  };
  return { service, adapter, see };
}

async function send(endpoint: string): Promise<TrackedTask> {
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb', endpoint });
  await storeDecision(test.ledger, aDecision(uuid()), [task]);
  await relay();
  return task;
}

const relay = (): Promise<number> => test.ledger.relayOutbox(1_000, (jobs) => queues.enqueue(jobs));
const stateOf = async ({ id }: TrackedTask) => (await test.ledger.findTask(id))?.task;

async function until(what: string, holds: () => Promise<boolean>, meanwhile?: () => Promise<unknown>) {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 500) throw new Error(`${what}: it never came to hold`);
    await meanwhile?.();
    await delay(20);
  }
}

const isConfirmed = (task: TrackedTask) => async (): Promise<boolean> =>
  (await stateOf(task))?.state === 'confirmed';

const act = (endpoint: string) => ({
  endpoint,
  system: 'lifecare' as const,
  actor: 'sysadmin:ab',
  reason: 'Huolto',
});

describe('an endpoint that is paused', () => {
  it('takes no work, also after a restart, and goes on when it is resumed', async () => {
    const id = randomUUID();
    await test.ledger.endpoints.pause(act(id));
    const first = startService(id);
    await first.see();
    const task = await send(id);
    await first.service.close();
    const second = startService(id);
    await second.see();
    const other = await send(id);
    // A job that is put back costs nothing; were one taken, it would be an attempt.
    for (let round = 0; round < 10; round++) await Promise.all([second.see(), relay(), delay(20)]);
    for (const waiting of [task, other]) {
      expect(await stateOf(waiting)).toMatchObject({ state: 'queued', attempts: 0, epoch: 0 });
    }
    expect([...first.adapter.written, ...second.adapter.written]).toEqual([]);
    await test.ledger.endpoints.resume(act(id));
    await second.see();
    await until('the first is confirmed', isConfirmed(task), relay);
    await until('the second is confirmed', isConfirmed(other), relay);
  });

  it('puts back a job for which its worker was waiting already', async () => {
    const id = randomUUID();
    const { adapter, see } = startService(id);
    await see();
    const done = await send(id);
    await until('the worker works', isConfirmed(done));
    await test.ledger.endpoints.pause(act(id));
    await see();
    const task = await send(id);
    for (let round = 0; round < 10; round++) await Promise.all([see(), relay(), delay(20)]);
    expect(adapter.written).toHaveLength(1);
    await test.ledger.endpoints.resume(act(id));
    await see();
    await until('it is confirmed', isConfirmed(task), relay);
  });
});

describe('an endpoint whose breaker is open', () => {
  it('takes no work in any process', async () => {
    const id = randomUUID();
    const [one, two] = [startService(id), startService(id)];
    await Promise.all([one.see(), two.see()]);
    const down = { kind: 'not-now', sent: false, code: 'ECONNREFUSED' } as const;
    one.adapter.onWrite = () => Promise.resolve(down);
    two.adapter.onWrite = () => Promise.resolve(down);
    const isOpen = async () => {
      const { states } = await test.ledger.endpoints.read([id]);
      return states[0]?.breaker.phase === 'open';
    };
    await until('it opens', isOpen, () => send(id));
    await Promise.all([one.see(), two.see()]);
    const tasks = [await send(id), await send(id)];
    for (let round = 0; round < 10; round++) await Promise.all([one.see(), two.see(), relay(), delay(20)]);
    for (const task of tasks) expect(await stateOf(task)).toMatchObject({ attempts: 0, epoch: 0 });
  });
});

describe('a stuck worker', () => {
  it('is one that takes nothing of work that waits, and not one that is held', async () => {
    const id = randomUUID();
    const clock = { ms: 0 };
    const { service, see } = startService(id, () => clock.ms);
    await see();
    // Redis has the job, and the worker does not hear of it.
    await service.close();
    const task = await send(id);
    clock.ms = 61_000;
    expect(await service.isStuck()).toBe(false);
    await client.query(`update outbox set due_at = now() - interval '2 minutes' where task = $1`, [task.id]);
    expect(await service.isStuck()).toBe(true);
    await test.ledger.endpoints.pause(act(id));
    await see();
    expect(await service.isStuck()).toBe(false);
  });

  it('is none whose work Redis lost: the reconciler brings it back', async () => {
    const id = randomUUID();
    const clock = { ms: 0 };
    const { service, see } = startService(id, () => clock.ms);
    await see();
    const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb', endpoint: id });
    await storeDecision(test.ledger, aDecision(uuid()), [task]);
    await test.ledger.relayOutbox(1_000, () => Promise.resolve());
    await client.query(`update outbox set due_at = now() - interval '2 minutes' where task = $1`, [task.id]);
    clock.ms = 61_000;
    expect(await service.isStuck()).toBe(false);
  });
});
