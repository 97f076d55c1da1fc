import type { TrackedTask } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { AttemptRunner } from '#recording';
import type { LookUpOutcome, RecordSystemAdapter, WriteOutcome } from '#recording';
import { aPolicy } from '#domain/testing';
import { newTask, startActingBench, TOKENS } from '../../testing/acting-bench.js';
import type { ActingBench } from '../../testing/acting-bench.js';

let bench: ActingBench;
beforeAll(async () => {
  bench = await startActingBench();
});
afterAll(() => bench.stop());

const receipt = { targetId: 'doc-1', targetVersion: '1' };
const RECORDED: WriteOutcome = { kind: 'recorded', receipt, code: 'ok' };
const EQUAL: LookUpOutcome = {
  kind: 'found',
  matches: true,
  differences: [],
  recorded: receipt,
  code: 'equal',
};
const ABSENT: LookUpOutcome = { kind: 'absent', code: 'absent' };

/** A record system that answers a write when it is told to, and shows how often it was written to. */
class SlowSystem implements RecordSystemAdapter {
  readonly system = 'lifecare';
  readonly evidenceLevel = 'verified';
  writes = 0;
  answer: (outcome: WriteOutcome) => void = () => undefined;
  found: LookUpOutcome = ABSENT;
  private onWrite: () => void = () => undefined;

  /** Resolves once a write has come in. */
  readonly written = (): Promise<void> =>
    new Promise((resolve) => {
      this.onWrite = resolve;
    });

  write(): Promise<WriteOutcome> {
    this.writes += 1;
    this.onWrite();
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  lookUp(): Promise<LookUpOutcome> {
    return Promise.resolve(this.found);
  }
}

class Trial {
  readonly system = new SlowSystem();
  readonly task: TrackedTask = newTask({ recorder: 'chair', state: 'queued' });
  private readonly runner = new AttemptRunner({
    ledger: bench.test.ledger,
    consentGate: () => undefined,
    isInstalled: () => true,
    worker: 'test-worker',
    random: () => 0,
    log: createLogger({ app: 'test', level: 'error' }),
    metrics: createMetrics({ app: 'test' }),
  });

  /** Runs the job that is wanted for the task, if one is. */
  readonly runWanted = async (): Promise<void> => {
    const [job] = await bench.query<{ generation: number }>('select generation from outbox where task = $1', [
      this.task.id,
    ]);
    if (job !== undefined) await this.run(job.generation);
  };

  readonly run = (generation: number): Promise<void> =>
    this.runner.run(
      { taskId: this.task.id, generation },
      { endpoint: 'lifecare-varha', adapter: this.system, policy: aPolicy({ settleMs: 0 }) },
    );

  /** Begins a send, and comes back while the system has it. */
  readonly beginSend = async (): Promise<{ sending: Promise<void> }> => {
    const written = this.system.written();
    const sending = this.runWanted();
    await written;
    return { sending };
  };

  readonly act = async (act: string): Promise<string> => {
    const { status, body } = await bench.act(this.task, act, TOKENS.chair);
    return `${status} ${String(body['state'] ?? body['code'])}`;
  };

  readonly settled = async (): Promise<string> => {
    const { state, channel } = await bench.stateOf(this.task);
    return `${state}/${channel}`;
  };
}

async function aTrial(): Promise<Trial> {
  const trial = new Trial();
  await bench.store(trial.task);
  return trial;
}

describe('a task that is taken over in the middle of a send', () => {
  it('is confirmed, and asks nothing of the person, when the send went well', async () => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    expect(await trial.act('take-over')).toBe('200 recording');
    trial.system.found = EQUAL;
    trial.system.answer(RECORDED);
    await sending;
    expect(await trial.settled()).toBe('confirmed/automatic');
    expect(trial.system.writes).toBe(1);
  });

  it.each<WriteOutcome>([
    { kind: 'not-now', sent: true, code: 'busy' },
    { kind: 'not-now', sent: false, code: 'no-connection' },
    { kind: 'rejected', reason: 'rejected-by-system', code: 'no' },
  ])('is the person’s at once when the system surely did not take it: $kind', async (outcome) => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    await trial.act('take-over');
    trial.system.answer(outcome);
    await sending;
    expect(await trial.settled()).toBe('awaiting-person/manual');
    await trial.runWanted();
    expect(trial.system.writes).toBe(1);
  });

  it('is looked up when the answer was lost: recorded, and the person need not', async () => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    await trial.act('take-over');
    trial.system.answer({ kind: 'unknown', code: 'reset' });
    await sending;
    expect(await trial.settled()).toBe('unknown/manual');
    expect(await trial.act('acknowledgement')).toBe('422 invalid');
    trial.system.found = EQUAL;
    await trial.runWanted();
    expect(await trial.settled()).toBe('confirmed/automatic');
    expect(trial.system.writes).toBe(1);
  });

  it('is looked up when the answer was lost: absent twice, and the person records it alone', async () => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    await trial.act('take-over');
    trial.system.answer({ kind: 'unknown', code: 'reset' });
    await sending;
    await trial.runWanted();
    expect(await trial.settled()).toBe('unknown/manual');
    await trial.runWanted();
    expect(await trial.settled()).toBe('awaiting-person/manual');
    await trial.runWanted();
    expect(trial.system.writes).toBe(1);
    const { status } = await bench.act(trial.task, 'acknowledgement', TOKENS.chair, { outcome: 'recorded' });
    expect(status).toBe(200);
  });

  it('cannot be acknowledged while it is not known what the system has', async () => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    await trial.act('take-over');
    const early = await bench.act(trial.task, 'acknowledgement', TOKENS.chair, { outcome: 'recorded' });
    expect(early).toMatchObject({ status: 409, body: { code: 'task-in-flight' } });
    trial.system.answer({ kind: 'not-now', sent: true, code: 'busy' });
    await sending;
  });

  it('and given back before the answer, goes on as if nothing had been', async () => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    await trial.act('take-over');
    expect(await trial.act('give-back')).toBe('200 recording');
    trial.system.answer({ kind: 'not-now', sent: true, code: 'busy' });
    await sending;
    expect(await trial.settled()).toBe('retrying/automatic');
    const again = await trial.beginSend();
    trial.system.found = EQUAL;
    trial.system.answer(RECORDED);
    await again.sending;
    expect(await trial.settled()).toBe('confirmed/automatic');
    expect(trial.system.writes).toBe(2);
  });

  it('loses the race or wins it: job and take-over at once never give both a person and a write', async () => {
    for (let round = 0; round < 10; round += 1) {
      const trial = await aTrial();
      const [job] = await bench.query<{ generation: number }>(
        'select generation from outbox where task = $1',
        [trial.task.id],
      );
      const written = trial.system.written();
      const seen = await bench.tagOf(trial.task);
      const taking = bench.act(trial.task, 'take-over', TOKENS.chair, undefined, seen);
      const running = trial.run(job!.generation);
      const first = await Promise.race([written.then(() => 'write'), running.then(() => 'left')]);
      const { status } = await taking;
      if (first === 'left') {
        expect(await trial.settled()).toBe('awaiting-person/manual');
        expect(trial.system.writes).toBe(0);
      } else {
        // The task changed under the person's eyes (412), or is theirs to be resolved first.
        expect([200, 412]).toContain(status);
        expect(await trial.settled()).toMatch(/^recording\//u);
        trial.system.found = EQUAL;
        trial.system.answer(RECORDED);
        await running;
        expect(await trial.settled()).toMatch(/^confirmed\//u);
      }
    }
  });
});

describe('a task that is given back', () => {
  it('is not written by an old job, and by the new one once', async () => {
    const trial = await aTrial();
    const [old] = await bench.query<{ generation: number }>('select generation from outbox where task = $1', [
      trial.task.id,
    ]);
    await trial.act('take-over');
    await trial.run(old!.generation);
    expect(trial.system.writes).toBe(0);
    await trial.act('give-back');
    await trial.run(old!.generation);
    expect(trial.system.writes).toBe(0);
    trial.system.found = EQUAL;
    const { sending } = await trial.beginSend();
    trial.system.answer(RECORDED);
    await sending;
    expect(await trial.settled()).toBe('confirmed/automatic');
  });

  it('is not written once a person has acknowledged it', async () => {
    const trial = await aTrial();
    await trial.act('take-over');
    await bench.act(trial.task, 'acknowledgement', TOKENS.chair, { outcome: 'recorded' });
    expect(await trial.act('give-back')).toBe('409 task-final');
    for (const generation of [1, 2, 3]) await trial.run(generation);
    expect(trial.system.writes).toBe(0);
  });

  it('after a doubt is asked for first', async () => {
    const trial = await aTrial();
    const { sending } = await trial.beginSend();
    trial.system.found = { kind: 'cannot-ask', code: 'no-query' };
    trial.system.answer({ kind: 'unknown', code: 'reset' });
    await sending;
    await trial.runWanted();
    expect(await trial.settled()).toBe('needs-attention/automatic');
    expect(await trial.act('take-over')).toBe('200 unknown');
    await trial.runWanted();
    expect(await trial.settled()).toBe('needs-attention/manual');
    expect(await trial.act('give-back')).toBe('200 unknown');
    trial.system.found = EQUAL;
    await trial.runWanted();
    expect(await trial.settled()).toBe('confirmed/automatic');
    expect(trial.system.writes).toBe(1);
  });
});
