import { sql } from 'kysely';
import type { LedgerTransaction } from '../database.js';

/** What the log tells of it, in each of the decisions. Ids, words and counts only. */
export interface ErasureEntry {
  readonly kind: 'client.erased' | 'content.expired';
  readonly actor: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Takes away all that was sealed of decisions whose rows the caller has locked: what was decided, the records'
 * contents, reasons, persons, what people said. States, times, ids and evidence stay: they are what the log tells of.
 */
export async function eraseTexts(
  tx: LedgerTransaction,
  decisions: readonly string[],
  { kind, actor, facts }: ErasureEntry,
): Promise<void> {
  const rows = sql`any(${[...decisions]}::uuid[])`;
  const tasks = sql`(select id from task where decision = ${rows})`;
  // First: only then may what persons said be taken away (task_act_is_not_changed).
  await sql`
    update decision set erased_at = coalesce(erased_at, clock_timestamp()) where id = ${rows}
  `.execute(tx);
  await sql`update decision_version set body = null where decision = ${rows}`.execute(tx);
  await sql`update event set reason = null where decision = ${rows}`.execute(tx);
  await sql`update case_manager_change set person = null where decision = ${rows}`.execute(tx);
  await sql`update task set content = null where decision = ${rows}`.execute(tx);
  await sql`update task_act set details = null where task in ${tasks}`.execute(tx);
  // What would look for the texts again.
  await sql`delete from follow_up where decision = ${rows}`.execute(tx);
  await sql`delete from record_reread where task in ${tasks}`.execute(tx);
  await sql`
    insert into audit_entry (at, kind, actor, decision, version, facts)
    select clock_timestamp(), ${kind}, ${actor}, d.id, d.version, ${JSON.stringify(facts)}::jsonb
    from decision d where d.id = ${rows} order by d.id
  `.execute(tx);
}
