import { aPolicy, aTask } from '../../testing/a-task.js';
import { settleLookUp } from './settle-look-up.js';
import type { LookUpResult } from './settle-look-up.js';
import { loseLease, settleWrite } from './settle-write.js';
import type { WriteResult } from './settle-write.js';
import type { TrackedTask } from './tracked-task.js';

const now = new Date('2026-11-17T12:00:00Z');
const surroundings = { now, random: () => 0.5 };
const receipt = { targetId: 'doc-1', targetVersion: '1' };
const inMs = (ms: number): Date => new Date(now.getTime() + ms);

const recording = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({
    state: 'recording',
    sent: true,
    attempts: 1,
    epoch: 1,
    leaseUntil: inMs(30_000),
    firstAttemptAt: now,
    ...differences,
  });

const settled = (task: TrackedTask, result: WriteResult) =>
  settleWrite(task, result, aPolicy(), surroundings);
const answered = (task: TrackedTask, result: LookUpResult) =>
  settleLookUp(task, result, { level: 'verified', policy: aPolicy() }, surroundings);

describe('settling a write', () => {
  it.each(['recorded', 'already-recorded'] as const)(
    'does not confirm what was %s, but reads it back',
    (kind) => {
      const { task, wakeAt } = settled(recording(), { kind, receipt });
      expect(task).toMatchObject({ state: 'unconfirmed', evidence: { level: 'accepted', ...receipt } });
      expect(wakeAt).toEqual(now);
    },
  );

  it('gives a refused write to a person, with the reason, and counts it as never written', () => {
    const { task, wakeAt } = settled(recording(), { kind: 'rejected', reason: 'rejected-by-system' });
    expect(task).toMatchObject({ state: 'needs-attention', reason: 'rejected-by-system', sent: false });
    expect(wakeAt).toBeUndefined();
  });

  it('tries again after a delay of the schedule with full jitter', () => {
    const { task, wakeAt } = settled(recording({ failures: 1 }), { kind: 'not-now', sent: true });
    expect(task).toMatchObject({ state: 'retrying', failures: 2, attempts: 1, sent: false });
    expect(wakeAt).toEqual(inMs(15_000));
  });

  it('never comes back before the system said', () => {
    const { wakeAt } = settled(recording(), { kind: 'not-now', sent: true, retryAfterMs: 60_000 });
    expect(wakeAt).toEqual(inMs(60_000));
  });

  it('costs the task no attempt when nothing was sent', () => {
    const { task, wakeAt } = settled(recording(), { kind: 'not-now', sent: false });
    expect(task).toMatchObject({ state: 'queued', attempts: 0, sent: false });
    expect(wakeAt).toEqual(inMs(500));
  });

  it('gives up after 14 days, for a person', () => {
    const firstAttemptAt = inMs(-14 * 24 * 3_600_000);
    const { task } = settled(recording({ firstAttemptAt }), { kind: 'not-now', sent: true });
    expect(task).toMatchObject({ state: 'needs-attention', reason: 'retries-exhausted' });
  });

  it('asks only after the settle time when the answer was lost, and keeps the write as possibly made', () => {
    const { task, wakeAt } = settled(recording(), { kind: 'unknown' });
    expect(task).toMatchObject({ state: 'unknown', sent: true });
    expect(wakeAt).toEqual(inMs(2_000));
  });

  it('ends the lease with every outcome', () => {
    const results: WriteResult[] = [
      { kind: 'recorded', receipt },
      { kind: 'rejected', reason: 'not-encodable' },
      { kind: 'not-now', sent: true },
      { kind: 'not-now', sent: false },
      { kind: 'unknown' },
    ];
    for (const result of results) expect(settled(recording(), result).task.leaseUntil).toBeUndefined();
  });
});

describe('losing the lease', () => {
  it('makes the outcome of a write unknown', () => {
    const { task, wakeAt } = loseLease(recording(), aPolicy(), surroundings);
    expect(task).toMatchObject({ state: 'unknown', sent: true });
    expect(wakeAt).toEqual(inMs(2_000));
  });

  it('asks again when it was a look-up that was lost', () => {
    const { task, wakeAt } = loseLease(recording({ state: 'unknown' }), aPolicy(), surroundings);
    expect(task.state).toBe('unknown');
    expect(wakeAt).toEqual(now);
  });
});

describe('settling a look-up', () => {
  const found = (matches: boolean): LookUpResult => ({ kind: 'found', matches, recorded: receipt });

  it.each(['unknown', 'unconfirmed'] as const)('confirms an %s task that is there and equal', (state) => {
    const { task, wakeAt } = answered(recording({ state }), found(true));
    expect(task).toMatchObject({ state: 'confirmed', evidence: { level: 'verified', ...receipt } });
    expect(wakeAt).toBeUndefined();
  });

  it.each<[string, LookUpResult]>([
    ['differs', found(false)],
    ['is there twice', { kind: 'several' }],
  ])('raises what %s', (_name, result) => {
    expect(answered(recording({ state: 'unconfirmed' }), result).task).toMatchObject({
      state: 'needs-attention',
      reason: 'read-back-differs',
    });
  });

  it('believes an absence only when it is seen twice, a settle time apart, and then sends again', () => {
    const first = answered(recording({ state: 'unknown' }), { kind: 'absent' });
    expect(first.task).toMatchObject({ state: 'unknown', absences: 1, sent: true });
    expect(first.wakeAt).toEqual(inMs(2_000));
    const second = answered(first.task, { kind: 'absent' });
    expect(second.task).toMatchObject({ state: 'retrying', sent: false, absences: 0 });
  });

  it('raises a record that was accepted and is not there', () => {
    const once = answered(recording({ state: 'unconfirmed' }), { kind: 'absent' });
    expect(once.task.state).toBe('unconfirmed');
    expect(answered(once.task, { kind: 'absent' }).task).toMatchObject({
      state: 'needs-attention',
      reason: 'read-back-differs',
    });
  });

  it('leaves an unclear outcome to a person where the system cannot be asked', () => {
    expect(answered(recording({ state: 'unknown' }), { kind: 'cannot-ask' }).task).toMatchObject({
      state: 'needs-attention',
      reason: 'outcome-unknown',
    });
  });

  it('confirms at the level of the answer where the system cannot be asked', () => {
    const accepted = settled(recording(), { kind: 'recorded', receipt }).task;
    expect(answered(accepted, { kind: 'cannot-ask' }).task).toMatchObject({
      state: 'confirmed',
      evidence: { level: 'accepted' },
    });
  });

  it('goes on asking, and never sends, while the system does not answer', () => {
    const { task, wakeAt } = answered(recording({ state: 'unknown' }), { kind: 'not-now' });
    expect(task).toMatchObject({ state: 'unknown', sent: true });
    expect(wakeAt).toEqual(inMs(2_500));
  });
});

describe('a task that a person took over while its write was under way', () => {
  const taken = (differences: Partial<TrackedTask> = {}): TrackedTask =>
    recording({ channel: 'manual', ...differences });

  it.each<[string, WriteResult]>([
    ['was refused', { kind: 'rejected', reason: 'rejected-by-system' }],
    ['was put off', { kind: 'not-now', sent: true }],
    ['was never sent', { kind: 'not-now', sent: false }],
  ])('is the person’s once its write %s', (_how, result) => {
    const { task, wakeAt } = settled(taken(), result);
    expect(task).toMatchObject({ state: 'awaiting-person', sent: false });
    expect(task).not.toHaveProperty('reason');
    expect(wakeAt).toBeUndefined();
  });

  it('is looked up before the person is asked, when the outcome is unknown', () => {
    const { task: unknown, wakeAt } = settled(taken(), { kind: 'unknown' });
    expect(unknown.state).toBe('unknown');
    expect(wakeAt).toBeDefined();
    const once = answered(unknown, { kind: 'absent' });
    expect(once.task.state).toBe('unknown');
    const twice = answered(once.task, { kind: 'absent' });
    expect(twice.task).toMatchObject({ state: 'awaiting-person', sent: false });
  });

  it('is confirmed, and asks nothing of the person, when the record is there', () => {
    const { task } = answered(taken({ state: 'unknown' }), {
      kind: 'found',
      matches: true,
      recorded: receipt,
    });
    expect(task.state).toBe('confirmed');
  });
});
