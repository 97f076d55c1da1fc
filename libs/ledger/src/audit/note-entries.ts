import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';
import type { EntryKind } from '#audit';

/** An entry of what somebody did with the log itself, or with no decision's tasks. */
export interface NewEntry {
  readonly kind: EntryKind;
  readonly actor: string;
  /** The decision's row, where it is about one. */
  readonly decision?: string;
  /** Words, counts and ids only. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** @returns the entries' ids, in the order given */
export async function noteEntries(
  db: Database | LedgerTransaction,
  entries: readonly NewEntry[],
): Promise<string[]> {
  const rows = entries.map(({ kind, actor, decision, facts }) => ({
    kind,
    actor,
    decision: decision ?? null,
    facts,
  }));
  const { rows: added } = await sql<{ id: string }>`
    insert into audit_entry (at, kind, actor, decision, version, facts)
    select clock_timestamp(), n.kind, n.actor, n.decision, d.version, n.facts
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n(kind text, actor text, decision uuid, facts jsonb)
    left join decision d on d.id = n.decision
    returning id::text as id
  `.execute(db);
  return added.map(({ id }) => id);
}
