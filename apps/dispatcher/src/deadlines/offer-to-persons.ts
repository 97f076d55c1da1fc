import { blockingOf, takeOver } from '#domain';
import type { TrackedTask } from '#domain';
import type { Ledger, LockedDecision } from '#ledger';
import type { Logger } from '#observability';
import type { ConsentGate, IsInstalled } from '#recording';

export interface OfferToPersonsOptions {
  readonly ledger: Pick<Ledger, 'findTasksToOffer' | 'withDecision'>;
  /** So long before its deadline a task that fails and fails is a person's. */
  readonly offerBeforeMs: number;
  /** The test of consent at the moment of the write: what it forbids is offered to nobody. */
  readonly consentGate: ConsentGate;
  readonly isInstalled: IsInstalled;
  readonly log: Logger;
}

const ACTOR = 'dispatcher';
const TASKS_A_ROUND = 100;

/**
 * Before a deadline is missed because a system is down, the task is a person's (design.md, section 4), by the same
 * step as if somebody had taken it over. A task that waits for another record is not offered: what holds it up is.
 * Nor is one that may be in its system: it is asked first, and nobody can record twice.
 * @returns one round; true when there are more
 */
export function offerRound(options: OfferToPersonsOptions): () => Promise<boolean> {
  const { ledger, offerBeforeMs, log } = options;
  return async () => {
    const found = await ledger.findTasksToOffer({ beforeMs: offerBeforeMs, limit: TASKS_A_ROUND });
    let offered = 0;
    for (const taskId of found) {
      const task = await ledger.withDecision({ taskId }, (decision) => offer(decision, taskId, options));
      if (task === undefined) continue;
      const { endpoint, system, record, dueAt } = task;
      log.info('task.offered', { taskId, endpoint, system, record, dueAt });
      offered += 1;
    }
    return found.length === TASKS_A_ROUND && offered > 0;
  };
}

/** @returns the task as it was, when it was offered */
async function offer(
  decision: LockedDecision,
  taskId: string,
  { consentGate, isInstalled }: OfferToPersonsOptions,
): Promise<TrackedTask | undefined> {
  const { tasks, now } = decision;
  const task = tasks.find(({ id }) => id === taskId);
  const newest = await decision.readNewest();
  if (task === undefined || newest === undefined || !isStuck(task)) return undefined;
  if (blockingOf(task, tasks).kind !== 'free') return undefined;
  if (consentGate(task, newest, now) !== undefined) return undefined;
  const result = takeOver(task, { ...decision, isInstalled });
  if (result.kind === 'refused') return undefined;
  await decision.save({ actor: ACTOR, transitions: result.transitions });
  return task;
}

/** Looked at again under the lock: an attempt may have begun meanwhile. */
const isStuck = ({ state, channel, sent }: TrackedTask): boolean =>
  (state === 'queued' || state === 'retrying') && channel === 'automatic' && !sent;
