import { planFollowUp } from '#domain';
import type { DecisionRef, FollowUpDays, PlannedFollowUp } from '#domain';
import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';
import type { LockedDecision } from '../locked-decision.js';
import { caseManagerInForce } from './case-manager-in-force.js';
import { insertTeamAppEvent } from './insert-events.js';

/** A version came: its day is looked at anew, and an older one that was not told is forgotten. */
export async function noteFollowUp(
  tx: LedgerTransaction,
  { decision, at }: { readonly decision: string; readonly at: Date },
  hasDay: boolean,
): Promise<void> {
  await sql`
    insert into follow_up (decision, look_at)
    select ${decision}, ${hasDay ? at : null}::timestamptz
    where ${hasDay} or exists (select from follow_up f where f.decision = ${decision})
    on conflict (decision) do update set look_at = excluded.look_at
  `.execute(tx);
}

/** @returns decisions of the teams whose follow-up is to be looked at now */
export async function findFollowUpsDue(
  db: Database,
  teams: readonly string[],
  limit: number,
): Promise<DecisionRef[]> {
  return db
    .selectFrom('follow_up as f')
    .innerJoin('decision as d', 'd.id', 'f.decision')
    .select(['d.team', 'd.decision_id as decisionId'])
    .where('f.look_at', '<=', sql<Date>`now()`)
    .where('d.team', 'in', teams)
    .orderBy('f.look_at')
    .limit(limit)
    .execute();
}

/**
 * Judges a follow-up by the decision as it is now: tells of it when its time has come, else looks again then. So a
 * cancellation, a withdrawal or another case manager need not be noted here when they come.
 * @returns whether it was told now
 */
export async function tellFollowUp(decision: LockedDecision, days: FollowUpDays): Promise<boolean> {
  const { tx, id, team, decisionId, version, now } = decision;
  const row = await tx
    .selectFrom('follow_up')
    .select('told')
    .where('decision', '=', id)
    .where('look_at', '<=', now)
    .executeTakeFirst();
  if (row === undefined) return false;
  const plan = await planOf(decision, days);
  if (plan === undefined) return lookNext(decision, { look_at: null });
  const { tellAt, ...news } = plan;
  const told = `${plan.dueOn} ${plan.reason}`;
  if (row.told === told) return lookNext(decision, { look_at: null });
  if (tellAt > now) return lookNext(decision, { look_at: tellAt });
  await insertTeamAppEvent(
    tx,
    { decision: id, at: now },
    { type: 'fi.kuittaus.follow-up.due', data: { team, decisionId, version, ...news } },
  );
  await lookNext(decision, { look_at: null, told });
  return true;
}

/** A withdrawal of the whole takes the follow-up with it; one of some sectors does not (`contract/teams.md`, Consent). */
async function planOf(decision: LockedDecision, days: FollowUpDays): Promise<PlannedFollowUp | undefined> {
  const newest = await decision.readNewest();
  if (newest === undefined) return undefined;
  const isWithdrawn = newest.withdrawals.some(({ covers }) => covers === undefined);
  const caseManager = await caseManagerInForce(decision, newest.decision);
  return planFollowUp({
    decision: newest.decision,
    caseManager: caseManager?.id,
    isOver: decision.cancelled || isWithdrawn,
    days,
  });
}

async function lookNext(
  { tx, id }: LockedDecision,
  next: { readonly look_at: Date | null; readonly told?: string },
): Promise<false> {
  await tx.updateTable('follow_up').set(next).where('decision', '=', id).execute();
  return false;
}
