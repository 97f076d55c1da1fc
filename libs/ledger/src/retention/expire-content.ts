import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';
import { eraseTexts } from '../erasure/erase-texts.js';

/** Whole years that a decision's texts are kept after it was settled. */
export interface ContentRetention {
  readonly years: number;
  /** Of teams with a time of their own. */
  readonly teams: Readonly<Record<string, number>>;
}

export interface ExpiryOptions {
  readonly policy: ContentRetention;
  /** Decisions in one round, each in its own transaction. */
  readonly most: number;
  /** Who does it: an app's name. */
  readonly actor: string;
}

/**
 * Erases the texts of decisions that were settled long enough ago. The client's key stays: until the log is pruned
 * they may ask who has used or received their data.
 * @returns how many decisions' texts went
 */
export async function expireContent(db: Database, { policy, most, actor }: ExpiryOptions): Promise<number> {
  const due = await findDue(db, policy, most);
  let count = 0;
  for (const decision of due) {
    const isGone = await db.transaction().execute((tx) => expire(tx, { decision, policy, actor }));
    if (isGone) count += 1;
  }
  return count;
}

/** Settled and not held, and the newest of all that happened to it is older than its team's time. */
const isDue = ({ years, teams }: ContentRetention) => sql`
  d.client_key is not null and d.erased_at is null and is_settled(d.id) and not is_held(d.id)
  and greatest(d.created_at, d.cancelled_at,
      (select max(v.taken_at) from decision_version v where v.decision = d.id),
      (select max(e.taken_at) from event e where e.decision = d.id),
      (select max(t.updated_at) from task t where t.decision = d.id),
      (select f.look_at from follow_up f where f.decision = d.id))
    < clock_timestamp() - make_interval(years =>
        coalesce((${JSON.stringify(teams)}::jsonb ->> d.team)::integer, ${years}::integer))`;

async function findDue(db: Database, policy: ContentRetention, most: number): Promise<string[]> {
  const shortest = Math.min(policy.years, ...Object.values(policy.teams));
  const { rows } = await sql<{ id: string }>`
    select d.id from decision d
    where d.created_at < now() - make_interval(years => ${shortest}::integer) and ${isDue(policy)}
    order by d.created_at limit ${most}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Looked at once more under the decision's lock, and its client's: a hold may have come, or an event. */
async function expire(
  tx: LedgerTransaction,
  {
    decision,
    policy,
    actor,
  }: { readonly decision: string; readonly policy: ContentRetention; readonly actor: string },
): Promise<boolean> {
  await sql`select from decision where id = ${decision} for update`.execute(tx);
  await sql`
    select from client_key where id = (select client_key from decision where id = ${decision}) for update
  `.execute(tx);
  const { rows } = await sql<object>`
    select from decision d where d.id = ${decision} and ${isDue(policy)}
  `.execute(tx);
  if (rows.length === 0) return false;
  await eraseTexts(tx, [decision], { kind: 'content.expired', actor, facts: { policy } });
  return true;
}
