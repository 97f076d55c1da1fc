import { setTimeout as delay } from 'node:timers/promises';
import type { ConsentReason, TaskId, TrackedTask } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { v7 as uuid } from 'uuid';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import type { LookUpOutcome, RecordingOrder, RecordSystemAdapter, WriteOutcome } from './adapter.js';
import { AttemptRunner } from './attempt-runner.js';

const receipt = { targetId: 'doc-1', targetVersion: '1' };
const RECORDED: WriteOutcome = { kind: 'recorded', receipt, code: 'ok' };
const EQUAL: LookUpOutcome = {
  kind: 'found',
  matches: true,
  differences: [],
  recorded: receipt,
  code: 'equal',
};

let test: TestLedger;
beforeAll(async () => {
  test = await openTestLedger();
});
afterAll(async () => {
  await test.stop();
});

/** An adapter that does as it is told, and remembers what it was asked. */
class ScriptedAdapter implements RecordSystemAdapter {
  readonly system = 'lifecare';
  readonly evidenceLevel = 'verified';
  readonly written: RecordingOrder[] = [];
  lookUps = 0;
  onWrite: (beforeFirstByte: () => void) => Promise<WriteOutcome> = () => Promise.resolve(RECORDED);
  onLookUp: () => Promise<LookUpOutcome> = () => Promise.resolve(EQUAL);

  write(order: RecordingOrder, context: { beforeFirstByte: () => void }): Promise<WriteOutcome> {
    this.written.push(order);
    return this.onWrite(context.beforeFirstByte);
  }

  lookUp(): Promise<LookUpOutcome> {
    this.lookUps += 1;
    return this.onLookUp();
  }
}

interface Trial {
  readonly adapter: ScriptedAdapter;
  readonly run: (task: TrackedTask, generation?: number) => Promise<void>;
  readonly stateOf: (task: TrackedTask) => Promise<TrackedTask>;
}

async function trialWith(
  tasks: readonly TrackedTask[],
  { consent, deadlineMs = 2_000 }: { consent?: ConsentReason; deadlineMs?: number } = {},
): Promise<Trial> {
  await storeDecision(test.ledger, aDecision(uuid()), tasks);
  const adapter = new ScriptedAdapter();
  const runner = new AttemptRunner({
    ledger: test.ledger,
    consentGate: () => consent,
    isInstalled: () => true,
    worker: 'test-worker',
    random: () => 0.5,
    log: createLogger({ app: 'test', level: 'error' }),
    metrics: createMetrics({ app: 'test' }),
  });
  const delivery = { endpoint: 'lifecare-varha', adapter, policy: aPolicy({ deadlineMs }) };
  return {
    adapter,
    run: (task, generation = task.generation) => runner.run({ taskId: task.id, generation }, delivery),
    stateOf: async (task) => {
      const found = await test.ledger.findTask(task.id);
      if (found === undefined) throw new Error('the task is gone');
      return found.task;
    },
  };
}

const newTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });

describe('running an attempt', () => {
  it('writes, reads back and confirms, and gives the adapter all that the record needs', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    await run(task);
    expect(await stateOf(task)).toMatchObject({
      state: 'confirmed',
      attempts: 1,
      evidence: { level: 'verified', ...receipt },
    });
    expect(adapter.written[0]).toMatchObject({
      taskId: task.id,
      operation: 'create',
      clientIdentifier: { system: '1.2.246.21', value: PERSON.code },
      recorder: { name: 'Liisa Lääkäri' },
    });
    expect(adapter.written[0]?.text).toContain(PERSON.text);
  });

  it('keeps with the attempt from when the client sees the record, where the system tells it', async () => {
    const task = newTask();
    const { adapter, run } = await trialWith([task]);
    const visibleFrom = new Date('2026-03-01T22:00:00Z');
    adapter.onLookUp = () => Promise.resolve({ ...EQUAL, visibleFrom });
    await run(task);
    expect((await test.ledger.findTask(task.id))?.attempts).toMatchObject([{ kind: 'write', visibleFrom }]);
  });

  it('has the attempt in the journal before the adapter is called', async () => {
    const task = newTask();
    const { adapter, run } = await trialWith([task]);
    let journal: unknown;
    adapter.onWrite = async () => {
      journal = (await test.ledger.findTask(task.id))?.attempts;
      return RECORDED;
    };
    await run(task);
    expect(journal).toMatchObject([{ number: 1, kind: 'write', endedAt: undefined, outcome: undefined }]);
  });

  it('does nothing for the same job a second time, nor beside the first', async () => {
    const task = newTask();
    const { adapter, run } = await trialWith([task]);
    await Promise.all([run(task), run(task), run(task)]);
    await run(task);
    expect(adapter.written).toHaveLength(1);
  });

  it('leaves a job of an older generation, and of another endpoint, alone', async () => {
    const old = newTask({ generation: 2 });
    const foreign = newTask({ endpoint: 'elsewhere' });
    const { adapter, run } = await trialWith([old, foreign]);
    await run(old, 1);
    await run(foreign);
    expect(adapter.written).toEqual([]);
  });

  it('keeps the outcome unknown when the answer was lost, and then asks instead of sending', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    adapter.onWrite = () => Promise.resolve({ kind: 'unknown', code: 'reset' });
    await run(task);
    const unknown = await stateOf(task);
    expect(unknown.state).toBe('unknown');
    await run(unknown);
    expect(await stateOf(task)).toMatchObject({ state: 'confirmed' });
    expect(adapter.written).toHaveLength(1);
    expect(adapter.lookUps).toBe(1);
  });

  it('sends again only after two look-ups that found nothing', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    adapter.onWrite = () => Promise.resolve({ kind: 'unknown', code: 'reset' });
    adapter.onLookUp = () => Promise.resolve({ kind: 'absent', code: 'absent' });
    await run(task);
    await run(await stateOf(task));
    expect((await stateOf(task)).state).toBe('unknown');
    await run(await stateOf(task));
    expect((await stateOf(task)).state).toBe('retrying');
    expect(adapter.written).toHaveLength(1);
  });

  it('writes nothing that the consent forbids at the moment of the write', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task], { consent: 'consent-expired' });
    await run(task);
    expect(adapter.written).toEqual([]);
    expect(await stateOf(task)).toMatchObject({ state: 'withheld', reason: 'consent-expired' });
  });

  it('withholds what waited for a record that the consent forbids', async () => {
    const first = newTask({ record: 'consent' });
    const second = newTask({ state: 'waiting', after: ['lifecare/consent'] });
    const { run, stateOf } = await trialWith([first, second], { consent: 'consent-expired' });
    await run(first);
    expect(await stateOf(second)).toMatchObject({ state: 'withheld', reason: 'consent-expired' });
  });

  it('takes a throw before the first byte for a record that cannot be made', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    adapter.onWrite = () => Promise.reject(new TypeError('defect'));
    await run(task);
    expect(await stateOf(task)).toMatchObject({
      state: 'needs-attention',
      reason: 'not-encodable',
      sent: false,
    });
  });

  it('takes a throw after the first byte for an unknown outcome', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    adapter.onWrite = (beforeFirstByte) => {
      beforeFirstByte();
      return Promise.reject(new TypeError('defect'));
    };
    await run(task);
    expect(await stateOf(task)).toMatchObject({ state: 'unknown', sent: true });
  });

  it('does not write when its lease is too near its end', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task], { deadlineMs: 40 });
    let written = false;
    adapter.onWrite = async (beforeFirstByte) => {
      await delay(100);
      beforeFirstByte();
      written = true;
      return RECORDED;
    };
    await run(task);
    expect(written).toBe(false);
    expect(await stateOf(task)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('drops an outcome that comes after another attempt was begun', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    adapter.onWrite = async () => {
      await test.ledger.withDecision({ taskId: task.id }, (decision) =>
        decision.save({
          actor: 'successor',
          transitions: decision.tasks.map((other) => ({
            task: { ...other, state: 'unknown' as const, epoch: other.epoch + 1 },
            event: 'attempt.begun' as const,
          })),
        }),
      );
      return RECORDED;
    };
    await run(task);
    expect(await stateOf(task)).toMatchObject({ state: 'unknown', epoch: 2 });
  });

  // Seen as two ends of one attempt on the audit log (chaos rig, seed 2): the reconciler had taken the lease of a worker
  // that stood still, and its outcome was taken all the same when it woke up before the next attempt.
  it('drops an outcome that comes after its lease was taken away', async () => {
    const task = newTask();
    const { adapter, run, stateOf } = await trialWith([task]);
    adapter.onWrite = async () => {
      await test.ledger.withDecision({ taskId: task.id }, (decision) =>
        decision.save({
          actor: 'reconciler',
          transitions: decision.tasks.map((mine) => {
            const { leaseUntil: _taken, ...lost } = mine;
            return { task: { ...lost, state: 'unknown' as const }, event: 'task.lease-lost' as const };
          }),
        }),
      );
      return RECORDED;
    };
    await run(task);
    expect(await stateOf(task)).toMatchObject({ state: 'unknown', epoch: 1 });
  });
});
