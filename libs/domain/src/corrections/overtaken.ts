import { seriesOf } from '../task.js';
import { isHeldUp } from '../task-state/held-up.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { TaskState } from '../words.js';
import { cancel, supersede } from './ends.js';
import { isOpenUnsent, writtenBefore } from './series.js';

/** The decision that a step belongs to. */
export interface DecisionState {
  /** All tasks of the decision, oldest first. */
  readonly tasks: readonly TrackedTask[];
  readonly cancelled: boolean;
}

/**
 * A step of an older version that would write again, while a newer one of its series waits, ends instead:
 * an older version never follows a newer one (ground rule 7). Once the decision is cancelled nothing of it is
 * written any more.
 */
export function endIfOvertaken(transition: Transition, { tasks, cancelled }: DecisionState): Transition {
  const { task } = transition;
  if (!isOpenUnsent(task) || !WRITES_NEXT.includes(task.state)) return transition;
  if (cancelled && task.operation !== 'nullify') return cancel(task, 'decision-cancelled');
  return hasNewer(task, tasks) ? supersede(task) : transition;
}

/** By the adapter, or by a person who took it over or is asked to make another try possible. */
const WRITES_NEXT: readonly TaskState[] = ['retrying', 'queued', 'awaiting-person', 'needs-attention'];

function hasNewer(task: TrackedTask, tasks: readonly TrackedTask[]): boolean {
  const place = tasks.findIndex((other) => other.id === task.id);
  return tasks
    .slice(place + 1)
    .some((other) => seriesOf(other) === seriesOf(task) && (other.state === 'waiting' || isHeldUp(other)));
}

/**
 * A waiting change of a record that, as it turned out, was never written: a replace becomes a create, and there is
 * nothing to nullify. The other way round, a create after a nullify that never happened finds the record still
 * there. What a person recorded carries no key of ours, and what was closed in doubt was never found: no adapter could
 * find it, so its changes are a person's too.
 * @param tasks all tasks of the decision, oldest first
 */
export function adjustToWritten(task: TrackedTask, tasks: readonly TrackedTask[]): TrackedTask {
  const written = writtenBefore(task, tasks);
  if (written !== undefined) {
    const operation = task.operation === 'create' ? 'replace' : task.operation;
    return { ...task, operation, ...(written.state === 'confirmed' ? {} : { channel: 'manual' }) };
  }
  return task.operation === 'nullify'
    ? { ...task, state: 'cancelled', reason: 'nothing-to-nullify' }
    : { ...task, operation: 'create' };
}
