import type { DecisionRef, Task, TaskId } from '../task.js';

/** What of a task the receipt tells. */
export type ReceiptTask = Pick<Task, 'id' | 'rule' | 'state' | 'onBehalfOf' | 'reason' | 'evidence'>;

/** A decision as the ledger holds it at one moment, as far as the receipt tells of it. */
export interface ReceiptFacts extends DecisionRef {
  /** The newest version taken. */
  readonly version: number;
  /** The practice that the newest version was planned by. */
  readonly practiceVersion: string;
  /** Of all versions, oldest first. */
  readonly tasks: readonly ReceiptTask[];
}

/** One duty of the receipt; `task` is the task's id. */
export interface ReceiptDuty extends Omit<ReceiptTask, 'id'> {
  readonly task: TaskId;
}

/** What is signed (`contract/README.md`, Reading and acting). No client data in it. */
export interface ReceiptPayload extends Omit<ReceiptFacts, 'tasks'> {
  /** RFC 3339 */
  readonly issuedAt: string;
  readonly duties: readonly ReceiptDuty[];
}

/**
 * The completeness receipt (täydellisyystosite): the statement of a decision's whole state, ready to be signed.
 *
 * Our reading of the contract's "kept tasks of older versions included": `duties` are the tasks of all versions.
 * A task of an older version may carry a duty of the newest one (kept), may still be under way before the one that
 * replaces it, or has ended with a reason that says why it stands for nothing any more; left out, none of the three
 * could be told from a task that was lost. So the duties are exactly those that `completeness.total` counts, and
 * whoever holds the receipt can add them up. Each says for whom it was recorded as well: the contract's fine print has
 * the receipt show the newest `onBehalfOf` of a written series, which the ledger keeps up to date in the task. An open decision has a receipt too: its open tasks stand in it as such.
 */
export function completenessReceipt(facts: ReceiptFacts, issuedAt: Date): ReceiptPayload {
  const { team, decisionId, version, practiceVersion, tasks } = facts;
  return {
    team,
    decisionId,
    version,
    practiceVersion,
    issuedAt: issuedAt.toISOString(),
    duties: tasks.map(dutyOf),
  };
}

/** Field by field: what a caller's task has besides is not the receipt's to tell. */
function dutyOf({ id, rule, state, onBehalfOf, reason, evidence }: ReceiptTask): ReceiptDuty {
  return {
    task: id,
    rule,
    state,
    onBehalfOf,
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
