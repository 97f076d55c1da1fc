import { needsAttention } from './ended.js';
import { loseLease } from './settle-write.js';
import type { DeliveryPolicy, Surroundings, TrackedTask, Transition } from './tracked-task.js';

/** Deaths of workers in attempts of one task, the present one included. */
export interface Deaths {
  /** In which nothing else was under way in the worker: the task is to blame. */
  readonly alone: number;
  readonly all: number;
}

/**
 * A task that killed so many workers is not taken again by itself (reliability.md, R19). Whoever dies beside it in the
 * same worker is innocent; only one that is never alone has to die more often before it is believed.
 */
const DEATHS_ALONE_BELIEVED = 3;
const DEATHS_BELIEVED = 10;

export const isPoison = ({ alone, all }: Deaths): boolean =>
  alone >= DEATHS_ALONE_BELIEVED || all >= DEATHS_BELIEVED;

/** A worker died in the middle of the task's attempt. Whoever wants a poison tried again must say so. */
export function afterDeath(
  task: TrackedTask,
  deaths: Deaths,
  policy: DeliveryPolicy,
  surroundings: Surroundings,
): Transition {
  if (!isPoison(deaths)) return loseLease(task, policy, surroundings);
  return needsAttention(task, task.sent ? 'outcome-unknown' : 'retries-exhausted');
}
