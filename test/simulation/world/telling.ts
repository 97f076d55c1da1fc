import { seriesOf } from '#domain';
import type { TrackedTask, Transition } from '#domain';

/** Lines for the reader of a history. */
export const tellAdded = (task: TrackedTask): string => {
  const { id, version, operation, contentDigest } = task;
  return `    + ${id} v${String(version)} ${seriesOf(task)} ${operation} ${stateOf(task)} ${contentDigest}`;
};

export function tellChange(before: TrackedTask, { task, event, wakeAt }: Transition): string {
  const due = wakeAt === undefined ? '' : `, due ${wakeAt.toISOString().slice(11, 19)}`;
  const operation = task.operation === before.operation ? '' : `, now ${task.operation}`;
  const change = `${before.state} -> ${stateOf(task)}`;
  return `    ${task.id} ${seriesOf(task)}: ${change}${operation} by ${event}${due}`;
}

const stateOf = ({ state, reason }: TrackedTask): string =>
  reason === undefined ? state : `${state} (${reason})`;
