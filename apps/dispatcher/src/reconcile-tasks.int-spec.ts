import type { TaskId, TrackedTask } from '#domain';
import type { WantedJob } from '#ledger';
import { createLogger } from '#observability';
import { v7 as uuid } from 'uuid';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { Reconciler } from './reconcile-tasks.js';

let test: TestLedger;
beforeAll(async () => {
  test = await openTestLedger();
});
afterAll(async () => {
  await test.stop();
});

/** A Redis whose epoch key can be lost. */
class FakeEpoch {
  marked = false;
  hasEpoch = (): Promise<boolean> => Promise.resolve(this.marked);
  markEpoch = (): Promise<void> => {
    this.marked = true;
    return Promise.resolve();
  };
}

function aReconciler(queues = new FakeEpoch()): Reconciler {
  return new Reconciler({
    ledger: test.ledger,
    queues,
    installed: ['lifecare-varha'],
    policyOf: () => aPolicy({ settleMs: 0 }),
    log: createLogger({ app: 'test', level: 'error' }),
  });
}

async function relayed(): Promise<WantedJob[]> {
  const jobs: WantedJob[] = [];
  await test.ledger.relayOutbox(1_000, (wanted) => {
    jobs.push(...wanted);
    return Promise.resolve();
  });
  return jobs;
}

async function anOpenAttempt(leaseMs: number): Promise<TrackedTask> {
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb' });
  await storeDecision(test.ledger, aDecision(uuid()), [task]);
  await relayed();
  await test.ledger.withDecision({ taskId: task.id }, (decision) =>
    decision.save({
      actor: 'dead-worker',
      transitions: [
        {
          task: {
            ...task,
            state: 'recording',
            sent: true,
            attempts: 1,
            epoch: 1,
            leaseUntil: new Date(decision.now.getTime() + leaseMs),
          },
          event: 'attempt.begun',
        },
      ],
      begun: { id: uuid(), taskId: task.id, kind: 'write', epoch: 1, worker: 'dead-worker', deadlineMs: 1 },
    }),
  );
  return task;
}

describe('the reconciler', () => {
  it('makes the outcome of a dead worker unknown, ends its attempt, and wants a look-up', async () => {
    const task = await anOpenAttempt(-1);
    await aReconciler().takeOverLostLeases();
    const found = await test.ledger.findTask(task.id);
    expect(found).toMatchObject({
      task: { state: 'unknown', sent: true },
      attempts: [{ outcome: 'unknown', code: 'lease-lost' }],
    });
    expect((await relayed()).map((job) => job.taskId)).toContain(task.id);
  });

  it('does not touch an attempt whose lease runs', async () => {
    const task = await anOpenAttempt(60_000);
    await aReconciler().takeOverLostLeases();
    expect((await test.ledger.findTask(task.id))?.task.state).toBe('recording');
  });

  it('wants every job again once, when Redis has lost its epoch', async () => {
    const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb' });
    await storeDecision(test.ledger, aDecision(uuid()), [task]);
    await relayed();
    const redis = new FakeEpoch();
    await aReconciler(redis).rebuildLostQueues();
    expect((await relayed()).map((job) => job.taskId)).toContain(task.id);
    await aReconciler(redis).rebuildLostQueues();
    expect(await relayed()).toEqual([]);
  });
});
