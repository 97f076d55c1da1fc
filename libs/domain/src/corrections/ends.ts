import { withoutLease } from '../task-state/ended.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { Reason } from '../words.js';

// How a task ends of which surely nothing is in its system. What a person said cannot be recorded counts as unsent,
// and must not look written once it has ended.

export const supersede = (task: TrackedTask): Transition => ({
  task: { ...withoutLease(task), sent: false, state: 'superseded', reason: 'newer-version' },
  event: 'task.superseded',
});

export const cancel = (
  task: TrackedTask,
  reason: Extract<Reason, 'decision-cancelled' | 'consent-withdrawn'>,
): Transition => ({
  task: { ...withoutLease(task), sent: false, state: 'cancelled', reason },
  event: 'task.cancelled',
});
