import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { actorOf } from '../acts/save-act.js';
import type { ActingPerson } from '../acts/save-act.js';
import { noteEntries } from '../audit/note-entries.js';
import type { ClientVault } from '../client-vault.js';
import type { Database, LedgerTransaction } from '../database.js';
import { findSubject } from './hold-subject.js';
import type { Subject } from './hold-subject.js';

/** Nothing is erased or pruned of what it is on. */
export interface LegalHold {
  readonly id: string;
  /** On all that there is of a client, also what comes later; or on one decision. */
  readonly on: 'client' | 'decision';
  /** Those there are now, `team/decisionId`. */
  readonly decisions: readonly string[];
  readonly reason: string;
  readonly putAt: Date;
}

export type HoldRefusal = 'unknown' | 'client-erased' | 'hold-lifted' | 'hold-same-person';

export interface WantedHold {
  readonly subject: Subject;
  /** One line, without personal data. */
  readonly reason: string;
  readonly person: ActingPerson;
}

/** Holds, each with its entry in every decision that it is on. */
export class LegalHolds {
  constructor(
    private readonly db: Database,
    private readonly vault: ClientVault,
  ) {}

  /** @returns the hold's id, or why there is none */
  put(wanted: WantedHold): Promise<{ readonly id: string } | HoldRefusal> {
    return this.db.transaction().execute((tx) => putHold(tx, this.vault, wanted));
  }

  /** By another person than the one who put it. @returns why not */
  lift(id: string, reason: string, person: ActingPerson): Promise<HoldRefusal | undefined> {
    return this.db.transaction().execute((tx) => liftHold(tx, { id, reason, person }));
  }

  /** @returns those in force, newest first */
  list(limit: number): Promise<LegalHold[]> {
    return listHolds(this.db, limit);
  }
}

async function putHold(
  tx: LedgerTransaction,
  vault: ClientVault,
  { subject, reason, person }: WantedHold,
): Promise<{ readonly id: string } | HoldRefusal> {
  const found = await findSubject(tx, vault, subject);
  if (found === undefined) return 'unknown';
  const { clientKey, decision } = found;
  // A decision may be held for its log's sake when its texts are gone.
  if (clientKey !== undefined && (await isErased(tx, clientKey))) return 'client-erased';
  const id = uuid();
  await sql`
    insert into legal_hold (id, client_key, decision, reason, put_by)
    values (${id}, ${clientKey ?? null}, ${decision ?? null}, ${reason}, ${person.index})
  `.execute(tx);
  const facts = { hold: id, on: decision === undefined ? 'client' : 'decision', why: reason };
  await noteEntries(
    tx,
    (await heldDecisions(tx, id)).map((held) => ({
      kind: 'hold.put',
      actor: actorOf(person),
      decision: held,
      facts,
    })),
  );
  return { id };
}

/** Whoever erases the client has this row locked until it is done. */
async function isErased(tx: LedgerTransaction, clientKey: string): Promise<boolean> {
  const { rows } = await sql<object>`
    select from client_key where id = ${clientKey} and erased_at is null for key share
  `.execute(tx);
  return rows.length === 0;
}

async function heldDecisions(tx: LedgerTransaction, hold: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from legal_hold h join decision d on d.id = h.decision or d.client_key = h.client_key
    where h.id = ${hold} order by d.id
  `.execute(tx);
  return rows.map(({ id }) => id);
}

async function liftHold(
  tx: LedgerTransaction,
  { id, reason, person }: { readonly id: string; readonly reason: string; readonly person: ActingPerson },
): Promise<HoldRefusal | undefined> {
  const { rows } = await sql<{ putBy: Buffer; isLifted: boolean }>`
    select put_by as "putBy", lifted_at is not null as "isLifted" from legal_hold where id = ${id}::uuid for update
  `.execute(tx);
  const [hold] = rows;
  if (hold === undefined) return 'unknown';
  if (hold.isLifted) return 'hold-lifted';
  if (hold.putBy.equals(person.index)) return 'hold-same-person';
  await sql`
    update legal_hold set lifted_by = ${person.index}, lifted_at = clock_timestamp(), lift_reason = ${reason}
    where id = ${id}::uuid
  `.execute(tx);
  await noteEntries(
    tx,
    (await heldDecisions(tx, id)).map((decision) => ({
      kind: 'hold.lifted',
      actor: actorOf(person),
      decision,
      facts: { hold: id, why: reason },
    })),
  );
  return undefined;
}

async function listHolds(db: Database, limit: number): Promise<LegalHold[]> {
  const { rows } = await sql<LegalHold>`
    select h.id, case when h.decision is null then 'client' else 'decision' end as on, h.reason, h.put_at as "putAt",
      array(select d.team || '/' || d.decision_id from decision d
        where d.id = h.decision or d.client_key = h.client_key order by d.created_at) as decisions
    from legal_hold h where h.lifted_at is null order by h.put_at desc limit ${limit}
  `.execute(db);
  return rows;
}
