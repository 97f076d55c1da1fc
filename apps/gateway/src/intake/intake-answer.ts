import { findAnswer } from '#ledger';
import type { LedgerTransaction } from '#ledger';
import { taskView } from '../reading/task-view.js';
import type { IntakeAnswer, IntakeRefusal, RefusalCode } from './event-intake.js';

/** @param answeredBy row of the event whose answer it is: itself, or the one that it repeats */
export async function answerOf(
  tx: LedgerTransaction,
  answeredBy: string,
  eventId: string,
  duplicate: boolean,
): Promise<IntakeAnswer> {
  const { tasks, warnings, decision } = await findAnswer(tx, answeredBy);
  return { eventId, duplicate, decision, tasks: tasks.map(taskView), warnings };
}

/** The contract's table: these two are faults of the content, the others of the moment. */
export const refusalOf = (code: Exclude<RefusalCode, 'not-now'>): IntakeRefusal =>
  code === 'client-changed' || code === 'consent-unknown' ? { status: 422, code } : { status: 409, code };
