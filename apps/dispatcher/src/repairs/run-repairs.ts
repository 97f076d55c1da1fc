import { judgeRepair } from '#domain';
import type { RepairVerdict, TrackedTask } from '#domain';
import { endRepairItem, isTransient, lockRepairItem } from '#ledger';
import type { Ledger, LockedDecision, RepairItemRef } from '#ledger';
import type { Logger } from '#observability';
import type { ConsentGate, IsInstalled } from '#recording';

export interface RunRepairsOptions {
  readonly ledger: Pick<Ledger, 'repairs' | 'endpoints' | 'withDecision'>;
  readonly consentGate: ConsentGate;
  readonly isInstalled: IsInstalled;
  readonly clock: () => Date;
  readonly log: Logger;
}

/** What became of an item: tried again, or why not. Undefined: the plan was stopped, or another did it. */
type Tried = 'retried' | RepairVerdict | 'changed' | undefined;

const ACTOR = 'dispatcher';

/**
 * Does what running repair plans ask for, a task a turn, by the same act as a person's "try again now". Each task is
 * judged once more under its decision's lock; what has changed since it was planned is left alone.
 * @returns one round; true when there may be more
 */
export function repairRound(options: RunRepairsOptions): () => Promise<boolean> {
  const { ledger, clock, log } = options;
  return async () => {
    const claim = await ledger.repairs.claim(clock());
    if (claim === undefined) return false;
    if (claim.kind === 'done') {
      log.info('repair.done', { plan: claim.plan });
      return true;
    }
    await tryItem(claim.item, options);
    return true;
  };
}

async function tryItem(item: RepairItemRef, options: RunRepairsOptions): Promise<void> {
  const { ledger, log } = options;
  const { plan, taskId } = item;
  try {
    const tried = await ledger.withDecision({ taskId }, (decision) => retryItem(decision, item, options));
    if (tried !== undefined) log.info('repair.tried', { plan, taskId, outcome: tried });
  } catch (error) {
    if (isTransient(error)) throw error;
    await ledger.repairs.fail(item);
    log.error('repair.item-failed', { plan, taskId, error });
  }
}

async function retryItem(
  decision: LockedDecision,
  item: RepairItemRef,
  options: RunRepairsOptions,
): Promise<Tried> {
  const locked = await lockRepairItem(decision.tx, item);
  const task = decision.tasks.find(({ id }) => id === item.taskId);
  if (locked === undefined || task === undefined) return undefined;
  const { verdict, transitions } = await judge(decision, task, options);
  if (!locked.isUnchanged || transitions.length === 0) {
    const judged = locked.isUnchanged ? verdict : 'changed';
    await endRepairItem(decision.tx, item, { result: 'skipped', judged });
    return judged;
  }
  await decision.save({ actor: ACTOR, transitions, repair: item.plan });
  await endRepairItem(decision.tx, item, { result: 'retried' });
  return 'retried';
}

async function judge(
  decision: LockedDecision,
  task: TrackedTask,
  { ledger, consentGate, isInstalled }: RunRepairsOptions,
) {
  const newest = await decision.readNewest();
  const { states } = await ledger.endpoints.read([task.endpoint]);
  return judgeRepair(task, {
    ...decision,
    isInstalled,
    consent: newest === undefined ? undefined : consentGate(task, newest, decision.now),
    isPaused: states.some(({ pause }) => pause !== undefined),
  });
}
