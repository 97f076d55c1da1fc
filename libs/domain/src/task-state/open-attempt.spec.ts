import { aConfirmedTask, aPolicy, aTask } from '../../testing/a-task.js';
import { openAttempt } from './open-attempt.js';
import type { OpeningFacts } from './open-attempt.js';
import type { TrackedTask } from './tracked-task.js';

const now = new Date('2026-11-17T12:00:00Z');
const surroundings = { now, random: () => 0.5 };

function facts(tasks: readonly TrackedTask[], differences: Partial<OpeningFacts> = {}): OpeningFacts {
  return { generation: 1, tasks, consent: undefined, policy: aPolicy(), ...differences };
}

describe('opening an attempt', () => {
  it('begins a write under a new epoch, with a lease of three deadlines', () => {
    const task = aTask({ epoch: 4 });
    const opening = openAttempt(task, facts([task]), surroundings);
    expect(opening).toMatchObject({
      kind: 'begin',
      attempt: 'write',
      transition: {
        task: {
          state: 'recording',
          epoch: 5,
          attempts: 1,
          sent: true,
          leaseUntil: new Date(now.getTime() + 30_000),
        },
      },
    });
  });

  it('leaves a job of another generation alone, whatever the task needs', () => {
    const task = aTask({ generation: 3 });
    expect(openAttempt(task, facts([task], { generation: 2 }), surroundings)).toEqual({
      kind: 'leave',
      why: 'stale-job',
    });
  });

  it.each(['waiting', 'recording', 'awaiting-person', 'needs-attention'] as const)(
    'writes nothing for a task that is %s',
    (state) => {
      const task = aTask({ state });
      expect(openAttempt(task, facts([task]), surroundings).kind).toBe('leave');
    },
  );

  it.each(['unknown', 'unconfirmed'] as const)(
    'asks not twice at once for an %s task: a job that comes again finds the attempt under way',
    (state) => {
      const task = aTask({ state, sent: true, leaseUntil: new Date(now.getTime() + 1) });
      expect(openAttempt(task, facts([task]), surroundings)).toEqual({ kind: 'leave', why: 'under-way' });
    },
  );

  it.each(['confirmed', 'attested', 'withheld', 'cancelled', 'superseded'] as const)(
    'leaves a task that ended %s',
    (state) => {
      const task = aTask({ state });
      expect(openAttempt(task, facts([task]), surroundings)).toEqual({ kind: 'leave', why: 'final' });
    },
  );

  it('asks the system first when the outcome is unknown, and never writes', () => {
    const task = aTask({ state: 'unknown', sent: true });
    expect(openAttempt(task, facts([task]), surroundings)).toMatchObject({
      kind: 'begin',
      attempt: 'look-up',
      transition: { task: { state: 'unknown', attempts: 0 } },
    });
  });

  it('withholds a write that the consent forbids at the last moment', () => {
    const task = aTask();
    expect(openAttempt(task, facts([task], { consent: 'consent-expired' }), surroundings)).toMatchObject({
      kind: 'stop',
      transition: { task: { state: 'withheld', reason: 'consent-expired' }, event: 'task.withheld' },
    });
  });

  it('sends a task back to wait while an older version of its series is open', () => {
    const older = aTask({ state: 'unknown', sent: true });
    const newer = aTask({ version: 2, operation: 'replace' });
    expect(openAttempt(newer, facts([older, newer]), surroundings)).toMatchObject({
      kind: 'stop',
      transition: { task: { state: 'waiting' } },
    });
  });

  it('writes a newer version when the older one is confirmed', () => {
    const older = aConfirmedTask();
    const newer = aTask({ version: 2, operation: 'replace' });
    expect(openAttempt(newer, facts([older, newer]), surroundings).kind).toBe('begin');
  });

  it('is not held up by a blocked task of another series', () => {
    const blocked = aTask({ record: 'consent', state: 'needs-attention', reason: 'rejected-by-system' });
    const task = aTask();
    expect(openAttempt(task, facts([blocked, task]), surroundings).kind).toBe('begin');
  });

  it.each(['queued', 'retrying'] as const)('never writes a %s task that is a person’s', (state) => {
    const task = aTask({ state, channel: 'manual' });
    expect(openAttempt(task, facts([task]), surroundings)).toEqual({
      kind: 'leave',
      why: 'not-the-adapters',
    });
  });

  it.each(['unknown', 'unconfirmed'] as const)(
    'still asks for an %s task that a person took over',
    (state) => {
      const task = aTask({ state, channel: 'manual', sent: true });
      expect(openAttempt(task, facts([task]), surroundings)).toMatchObject({ kind: 'begin' });
    },
  );
});
