import { withoutLease, withoutReason } from './ended.js';
import type { Surroundings, TaskEventKind, TrackedTask, Transition } from './tracked-task.js';

/** A task that may be in its system: it is asked, before anybody writes (ground rule 4). */
export function askFirst(
  task: TrackedTask,
  event: TaskEventKind,
  { now }: Pick<Surroundings, 'now'>,
): Transition {
  return {
    task: { ...withoutReason(withoutLease(task)), state: 'unknown', failures: 0, absences: 0 },
    event,
    wakeAt: now,
  };
}
