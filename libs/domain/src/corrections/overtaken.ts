import { seriesOf } from '../task.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { TaskState } from '../words.js';
import { writtenBefore } from './series.js';

/**
 * A step of an older version that would write again, while a newer one of its series waits, ends instead:
 * an older version never follows a newer one (ground rule 7).
 * @param tasks all tasks of the decision, oldest first
 */
export function endIfOvertaken(transition: Transition, tasks: readonly TrackedTask[]): Transition {
  const { task } = transition;
  const wouldWriteAgain = !task.sent && WRITES_NEXT.includes(task.state);
  const gaveUp = !task.sent && task.state === 'needs-attention';
  if ((!wouldWriteAgain && !gaveUp) || !hasNewer(task, tasks)) return transition;
  return { task: { ...task, state: 'superseded', reason: 'newer-version' }, event: 'task.superseded' };
}

/** By the adapter, or by a person who took it over. */
const WRITES_NEXT: readonly TaskState[] = ['retrying', 'queued', 'awaiting-person'];

function hasNewer(task: TrackedTask, tasks: readonly TrackedTask[]): boolean {
  const place = tasks.findIndex((other) => other.id === task.id);
  return tasks
    .slice(place + 1)
    .some((other) => seriesOf(other) === seriesOf(task) && other.state === 'waiting');
}

/**
 * A waiting change of a record that, as it turned out, was never written: a replace becomes a create, and there is
 * nothing to nullify. What a person recorded carries no key of ours, so that no adapter could find it: its changes
 * are a person's too.
 * @param tasks all tasks of the decision, oldest first
 */
export function adjustToWritten(task: TrackedTask, tasks: readonly TrackedTask[]): TrackedTask {
  if (task.operation === 'create') return task;
  const written = writtenBefore(task, tasks);
  if (written !== undefined) return written.state === 'attested' ? { ...task, channel: 'manual' } : task;
  return task.operation === 'replace'
    ? { ...task, operation: 'create' }
    : { ...task, state: 'cancelled', reason: 'nothing-to-nullify' };
}
