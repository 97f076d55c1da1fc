import { adjustToWritten } from '../corrections/overtaken.js';
import { blockingOf } from './blocking.js';
import type { Surroundings, TrackedTask, Transition } from './tracked-task.js';
import { withoutReason } from './ended.js';

/** Whether an adapter serves the endpoint now; a task of any other stays queued and bothers nobody. */
export type IsInstalled = (endpoint: string) => boolean;

/**
 * Moves on every waiting task whose predecessors are done. Runs after each change of a decision's tasks,
 * until nothing moves: an end can free, or end, a whole chain.
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
      const transition = task.state === 'waiting' ? release(task, current, isInstalled, now) : undefined;
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
      return undefined;
    case 'ends':
      return { task: { ...task, state: 'withheld', reason: blocking.reason }, event: 'task.withheld' };
    case 'free':
      return releaseFree(adjustToWritten(task, tasks), isInstalled, now);
  }
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
