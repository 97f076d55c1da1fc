import { releaseWaiting } from '../task-state/release-waiting.js';
import type { TaskEventKind, TrackedTask, Transition } from '../task-state/tracked-task.js';
import { withoutLease, withoutReason } from '../task-state/ended.js';
import type { ActSetting } from './act-result.js';

/** The states of an attempt that has begun and whose end is not known. */
export const isInFlight = ({ state }: TrackedTask): boolean =>
  state === 'recording' || state === 'unknown' || state === 'unconfirmed';

/** The task after an act that leaves its attempts alone: the next one stays due when it was. */
export function unhurried(
  task: TrackedTask,
  event: TaskEventKind,
  { nextAttemptAt }: ActSetting,
): Transition {
  return { task, event, ...(nextAttemptAt === undefined ? {} : { wakeAt: nextAttemptAt }) };
}

/** An end, and what it frees or ends in its turn. */
export function withReleased(transition: Transition, { tasks, isInstalled, now }: ActSetting): Transition[] {
  const current = tasks.map((task) => (task.id === transition.task.id ? transition.task : task));
  return [transition, ...releaseWaiting(current, isInstalled, { now })];
}

/** Puts a task of which surely nothing is in its system where it belongs now: to its queue, to a person, or to wait. */
export function placeAnew(task: TrackedTask, event: TaskEventKind, setting: ActSetting): Transition[] {
  const { firstAttemptAt: _over, ...rest } = withoutReason(withoutLease(task));
  return withReleased({ task: { ...rest, state: 'waiting', failures: 0, absences: 0 }, event }, setting);
}
