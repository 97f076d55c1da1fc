import { judgeCompletion } from '#domain';
import type { DecisionRef, ReceiptFacts } from '#domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';
import type { LockedDecision } from '../locked-decision.js';
import { findReceiptFacts } from '../receipt-facts.js';
import { insertTeamAppEvent } from './insert-events.js';

export interface CompletionOptions {
  /** For so long a person may take an acknowledgement back. */
  readonly undoWindowMs: number;
  /** @returns the completeness receipt, signed */
  readonly sign: (facts: ReceiptFacts, issuedAt: Date) => Promise<string>;
}

/** @returns decisions that came to their end, as far as a look without their lock can tell */
export async function findCompletionsDue(db: Database, limit: number): Promise<DecisionRef[]> {
  return db
    .selectFrom('completion_due as c')
    .innerJoin('decision as d', 'd.id', 'c.decision')
    .select(['d.team', 'd.decision_id as decisionId'])
    .where('c.due_at', '<=', sql<Date>`now()`)
    .orderBy('c.due_at')
    .limit(limit)
    .execute();
}

/**
 * Tells of a decision's completion once for each time that it came to its end, with the receipt of that moment.
 * @returns whether it was told now
 */
export async function tellCompletion(
  decision: LockedDecision,
  { undoWindowMs, sign }: CompletionOptions,
): Promise<boolean> {
  const { tx, id, team, decisionId, version, now } = decision;
  const due = await tx
    .selectFrom('completion_due')
    .select('due_at')
    .where('decision', '=', id)
    .executeTakeFirst();
  // Another dispatcher was first.
  if (due === undefined) return false;
  const verdict = judgeCompletion({ ...decision, undoWindowMs });
  if (verdict.kind === 'wait') {
    await tx
      .updateTable('completion_due')
      .set({ due_at: verdict.until })
      .where('decision', '=', id)
      .execute();
    return false;
  }
  await tx.deleteFrom('completion_due').where('decision', '=', id).execute();
  const facts = await findReceiptFacts(tx, team, decisionId);
  if (verdict.kind === 'not-complete' || facts === undefined) return false;
  await insertTeamAppEvent(
    tx,
    { decision: id, at: now },
    {
      type: 'fi.kuittaus.decision.completed',
      data: { team, decisionId, version, ...verdict.completion, receipt: await sign(facts, now) },
    },
  );
  return true;
}
