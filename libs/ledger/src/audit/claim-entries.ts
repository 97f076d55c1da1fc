import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';
import type { EntryRow } from './entry-row.js';

export interface ClaimedEntry extends EntryRow {
  readonly clientKey: string | null;
  readonly wrappedKey: Buffer | null;
  readonly keyVersion: number | null;
  /** Of the decision's newest entry that has a place; 0 for none. */
  readonly lastOrdinal: number;
}

/** Takes entries off the list and reads them, with what belongs to them. To be called under the tree's lock. */
export async function claimEntries(tx: LedgerTransaction, limit: number): Promise<ClaimedEntry[]> {
  const { rows } = await sql<ClaimedEntry>`
    with claimed as (
      delete from audit_pending
      where entry in (select entry from audit_pending order by entry limit ${limit})
      returning entry
    )
    select a.id::text as id, a.at, a.kind, a.actor, coalesce(a.version, t.version) as version, a.task, a.attempt,
      a.facts, a.decision, d.team, d.decision_id as "decisionId", v.consent_id as "consentId",
      v.version as "consentVersion", coalesce(t.practice_version, v.practice_version) as "practiceVersion",
      t.rule, t.system, t.endpoint, t.record, t.operation, t.channel, p.kind as "attemptKind",
      k.id as "clientKey", k.wrapped_key as "wrappedKey", k.key_encryption_key_version as "keyVersion",
      coalesce((select l.ordinal from audit_leaf l where l.decision = a.decision
        order by l.ordinal desc limit 1), 0) as "lastOrdinal"
    from claimed c
    join audit_entry a on a.id = c.entry
    left join decision d on d.id = a.decision
    left join task t on t.id = a.task
    -- At a write the consent of the newest version counts.
    left join decision_version v on v.decision = a.decision
      and v.version = case when a.attempt is null then coalesce(a.version, t.version, d.version) else d.version end
    left join client_key k on k.id = d.client_key
    left join attempt p on p.id = a.attempt
    order by a.id
  `.execute(tx);
  return rows;
}

/**
 * Puts entries on the list again that have no place and are not on it: somebody took them off by hand.
 * @returns how many
 */
export async function listForgottenEntries(db: Database): Promise<number> {
  const result = await sql`
    insert into audit_pending (entry)
    select a.id from audit_entry a
    where not exists (select from audit_leaf l where l.entry = a.id)
      and not exists (select from audit_pending p where p.entry = a.id)
    on conflict (entry) do nothing
  `.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
