import type { TaskId, TrackedTask } from '#domain';
import type { WantedJob } from '#ledger';
import { createLogger, createMetrics } from '#observability';
import { v7 as uuid } from 'uuid';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { Reconciler } from './reconcile-tasks.js';

const logLines: string[] = [];
const metrics = createMetrics({ app: 'test' });
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
    log: createLogger({ app: 'test', level: 'error', destination: { write: (line) => logLines.push(line) } }),
    metrics,
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

async function anOpenAttempt(leaseMs: number, worker: string = uuid()): Promise<TrackedTask> {
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
      begun: { id: uuid(), taskId: task.id, kind: 'write', epoch: 1, worker, deadlineMs: 1 },
    }),
  );
  return task;
}

/** The next worker takes the task, and dies in the middle of it as well. */
async function dieAgain(taskId: TaskId, epoch: number, worker: string = uuid()): Promise<void> {
  await test.ledger.withDecision({ taskId }, async (decision) => {
    const task = decision.tasks.find(({ id }) => id === taskId);
    if (task === undefined) throw new TypeError('the task is gone');
    const leaseUntil = new Date(decision.now.getTime() - 1);
    await decision.save({
      actor: 'dead-worker',
      transitions: [{ task: { ...task, state: 'recording', epoch, leaseUntil }, event: 'attempt.begun' }],
      begun: { id: uuid(), taskId, kind: 'write', epoch, worker, deadlineMs: 1 },
    });
  });
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

  it('takes a task no more after three deaths of its worker, and goes on with the others', async () => {
    const poison = await anOpenAttempt(-1);
    const other = await anOpenAttempt(-1);
    await aReconciler().takeOverLostLeases();
    for (const death of [2, 3]) {
      await dieAgain(poison.id, death);
      await aReconciler().takeOverLostLeases();
    }
    expect((await test.ledger.findTask(poison.id))?.task).toMatchObject({
      state: 'needs-attention',
      reason: 'outcome-unknown',
    });
    expect((await test.ledger.findTask(other.id))?.task.state).toBe('unknown');
    await test.ledger.wantMissingJobs(['lifecare-varha']);
    const wanted = (await relayed()).map(({ taskId }) => taskId);
    expect(wanted).toContain(other.id);
    expect(wanted).not.toContain(poison.id);
    expect(logLines.join('')).toContain('task.quarantined');
    const { text } = await metrics.exposition();
    expect(text).toMatch(/kuittaus_worker_deaths_total\{endpoint="lifecare-varha".*\} [4-9]/);
    expect(text).toMatch(/kuittaus_reconciled_total\{found="lost-lease".*\} [4-9]/);
    expect(text).toMatch(/kuittaus_tasks_quarantined_total\{endpoint="lifecare-varha".*\} 1\n/);
  });

  it('blames no task that died beside others in the same worker', async () => {
    const both = await Promise.all([anOpenAttempt(-1, 'first'), anOpenAttempt(-1, 'first')]);
    await aReconciler().takeOverLostLeases();
    for (const death of [2, 3, 4]) {
      for (const { id } of both) await dieAgain(id, death, `worker-${death}`);
      await aReconciler().takeOverLostLeases();
    }
    for (const { id } of both) expect((await test.ledger.findTask(id))?.task.state).toBe('unknown');
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
    expect((await metrics.exposition()).text).toMatch(
      /kuittaus_reconciled_total\{found="lost-queues".*\} 1\n/,
    );
  });
});
