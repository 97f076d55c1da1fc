import { aConfirmedTask, aTask } from '../../testing/a-task.js';
import { releaseWaiting } from './release-waiting.js';
import type { TrackedTask } from './tracked-task.js';

const now = new Date('2026-11-17T12:00:00Z');
const released = (tasks: readonly TrackedTask[], installed = true) =>
  releaseWaiting(tasks, () => installed, { now });

const consent = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ record: 'consent', state: 'queued', ...differences });
const waiting = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ state: 'waiting', after: ['lifecare/consent'], ...differences });

describe('releasing waiting tasks', () => {
  it('wants a job for a task whose predecessor is confirmed', () => {
    const task = waiting();
    const before = aConfirmedTask({ record: 'consent' });
    expect(released([before, task])).toEqual([
      { task: { ...task, state: 'queued' }, event: 'task.queued', wakeAt: now },
    ]);
  });

  it.each(['queued', 'recording', 'unknown', 'unconfirmed', 'awaiting-person', 'needs-attention'] as const)(
    'waits while the predecessor is %s',
    (state) => {
      expect(released([consent({ state }), waiting()])).toEqual([]);
    },
  );

  it('does not wait for what the decision does not have', () => {
    expect(released([waiting()])).toHaveLength(1);
  });

  it('looks at the newest predecessor, not at a superseded one', () => {
    const old = consent({ state: 'superseded', reason: 'newer-version' });
    expect(released([old, consent({ version: 2 }), waiting({ version: 2 })])).toEqual([]);
  });

  it('ends the whole chain when the first ended withheld, with the same reason', () => {
    const first = consent({ state: 'withheld', reason: 'consent-missing' });
    const second = waiting();
    const third = waiting({ system: 'kanta', endpoint: 'kanta-varha', after: ['lifecare/recommendation'] });
    expect(released([first, third, second]).map(({ task }) => [task.id, task.state, task.reason])).toEqual([
      [second.id, 'withheld', 'consent-missing'],
      [third.id, 'withheld', 'consent-missing'],
    ]);
  });

  it('queues without a job where no adapter is installed', () => {
    const [step] = released([waiting({ after: [] })], false);
    expect(step).toMatchObject({ task: { state: 'queued' } });
    expect(step?.wakeAt).toBeUndefined();
  });

  it('gives a manual task to its person', () => {
    expect(released([waiting({ channel: 'manual', after: [] })])[0]?.task.state).toBe('awaiting-person');
  });

  it('takes a task back from its person while its predecessor is open again', () => {
    const task = waiting({ channel: 'manual', state: 'awaiting-person' });
    const before = aConfirmedTask({ record: 'consent' });
    expect(released([before, task])).toEqual([]);
    const again = consent({ version: 2, operation: 'replace' });
    expect(released([before, task, again])).toEqual([
      { task: { ...task, state: 'waiting' }, event: 'task.queued' },
    ]);
    expect(released([before, { ...task, sent: true }, again])).toEqual([]);
  });

  it('gives a change of what was closed in doubt to a person: no adapter could find it', () => {
    const older = aTask({ state: 'cancelled', reason: 'closed-unrecorded', sent: true });
    const newer = aTask({ version: 2, operation: 'replace', state: 'waiting' });
    expect(released([older, newer])[0]?.task).toMatchObject({ state: 'awaiting-person', channel: 'manual' });
  });

  it('makes a replace a create when the older write turned out never to have happened', () => {
    const older = aTask({ state: 'superseded', reason: 'newer-version' });
    const [step] = released([older, aTask({ version: 2, operation: 'replace', state: 'waiting' })]);
    expect(step?.task).toMatchObject({ operation: 'create', state: 'queued' });
  });

  it('ends a nullify that has nothing to nullify', () => {
    const older = aTask({ state: 'superseded', reason: 'newer-version' });
    const [step] = released([older, aTask({ version: 2, operation: 'nullify', state: 'waiting' })]);
    expect(step).toMatchObject({
      task: { state: 'cancelled', reason: 'nothing-to-nullify' },
      event: 'task.cancelled',
    });
  });

  it.each(['replace', 'nullify'] as const)(
    'gives a %s of what a person recorded to a person',
    (operation) => {
      const older = aTask({
        state: 'attested',
        channel: 'manual',
        evidence: { level: 'attested', targetId: 't', targetVersion: '1', at: now.toISOString() },
      });
      const [step] = released([older, aTask({ version: 2, operation, state: 'waiting' })]);
      expect(step?.task).toMatchObject({ operation, channel: 'manual', state: 'awaiting-person' });
    },
  );
});
