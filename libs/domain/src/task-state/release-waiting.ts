import { adjustToWritten } from '../corrections/overtaken.js';
import { isUnclear } from '../corrections/series.js';
import { seriesOf } from '../task.js';
import { blockingOf } from './blocking.js';
import { isHeldUp } from './held-up.js';
import type { Surroundings, TrackedTask, Transition } from './tracked-task.js';
import { needsAttention, withoutReason } from './ended.js';

/** Whether an adapter serves the endpoint now; a task of any other stays queued and bothers nobody. */
export type IsInstalled = (endpoint: string) => boolean;

/**
 * Moves on every waiting task whose predecessors are done. Runs after each change of a decision's tasks,
 * until nothing moves: an end can free, or end, a whole chain, and a predecessor that is open again holds it back. What waits for an older version that only a person
 * can clear up needs attention too, until that is done.
 * @param tasks all tasks of the decision, oldest first
 */
export function releaseWaiting(
  tasks: readonly TrackedTask[],
  isInstalled: IsInstalled,
  { now }: Pick<Surroundings, 'now'>,
): Transition[] {
  const current = [...tasks];
  const transitions: Transition[] = [];
  for (let moved = true; moved;) {
    moved = false;
    for (const [index, task] of current.entries()) {
      const waits = task.state === 'waiting' || isHeldUp(task);
      const transition = waits ? release(task, current, isInstalled, now) : holdBack(task, current);
      if (transition === undefined) continue;
      current[index] = transition.task;
      transitions.push(transition);
      moved = true;
    }
  }
  return transitions;
}

function release(
  task: TrackedTask,
  tasks: readonly TrackedTask[],
  isInstalled: IsInstalled,
  now: Date,
): Transition | undefined {
  const blocking = blockingOf(task, tasks);
  switch (blocking.kind) {
    case 'waits':
      return stillWaiting(task, tasks);
    case 'ends':
      return { task: { ...task, state: 'withheld', reason: blocking.reason }, event: 'task.withheld' };
    case 'free':
      return releaseFree(adjustToWritten(task, tasks), isInstalled, now);
  }
}

/**
 * A person is asked for nothing whose predecessor is open again, as after a correction of it: the adapter looks once
 * more before it writes, a person does not.
 */
function holdBack(task: TrackedTask, tasks: readonly TrackedTask[]): Transition | undefined {
  const isAsked = task.state === 'awaiting-person' && !task.sent;
  return isAsked && blockingOf(task, tasks).kind === 'waits'
    ? { task: { ...task, state: 'waiting' }, event: 'task.queued' }
    : undefined;
}

/** Where a person has to find out what became of the older version, the newer one needs attention too. */
function stillWaiting(task: TrackedTask, tasks: readonly TrackedTask[]): Transition | undefined {
  const place = tasks.findIndex((other) => other.id === task.id);
  const unclear = tasks
    .slice(0, place)
    .find((other) => seriesOf(other) === seriesOf(task) && isUnclear(other));
  if (unclear?.reason !== undefined) {
    return task.state === 'waiting' ? needsAttention(task, unclear.reason) : undefined;
  }
  return task.state === 'waiting'
    ? undefined
    : { task: { ...withoutReason(task), state: 'waiting' }, event: 'task.queued' };
}

function releaseFree(task: TrackedTask, isInstalled: IsInstalled, now: Date): Transition {
  return task.state === 'cancelled' ? { task, event: 'task.cancelled' } : queue(task, isInstalled, now);
}

/** The first step of a task that nothing holds back: to its queue, or to a person. */
function queue(task: TrackedTask, isInstalled: IsInstalled, now: Date): Transition {
  const free = withoutReason(task);
  if (task.channel === 'manual') {
    return { task: { ...free, state: 'awaiting-person' }, event: 'task.queued' };
  }
  return {
    task: { ...free, state: 'queued' },
    event: 'task.queued',
    ...(isInstalled(task.endpoint) ? { wakeAt: now } : {}),
  };
}
