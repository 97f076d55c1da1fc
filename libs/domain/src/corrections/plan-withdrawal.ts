import { askFirst } from '../task-state/ask-first.js';
import { isNeverHeldBack } from '../planning/consent-tests.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { Sector } from '../words.js';
import { cancel } from './ends.js';
import { isOpenUnsent, isUnclear } from './series.js';

export interface WithdrawalScope {
  /** Sectors withdrawn; undefined: the whole consent. */
  readonly covers: readonly Sector[] | undefined;
  /** Undefined for an endpoint that is not configured any more. */
  readonly sectorOf: (endpoint: string) => Sector | undefined;
  readonly now: Date;
}

/**
 * What a withdrawn consent does to the tasks of a decision (`contract/README.md`, Withdrawal): what was not sent is
 * never sent, what may have been sent is found out, and what is recorded stays.
 * @param tasks all tasks of the decision, oldest first
 */
export function planWithdrawal(tasks: readonly TrackedTask[], scope: WithdrawalScope): Transition[] {
  return tasks
    .filter((task) => task.operation !== 'nullify' && !isNeverHeldBack(task.record))
    .filter(({ endpoint }) => isInScope(endpoint, scope))
    .flatMap((task): Transition[] => {
      if (isOpenUnsent(task)) return [cancel(task, 'consent-withdrawn')];
      return isUnclear(task) ? [askFirst(task, 'task.asked-again', scope)] : [];
    });
}

function isInScope(endpoint: string, { covers, sectorOf }: WithdrawalScope): boolean {
  if (covers === undefined) return true;
  const sector = sectorOf(endpoint);
  return sector !== undefined && covers.includes(sector);
}
