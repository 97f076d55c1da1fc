import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { actorOf } from '../acts/save-act.js';
import type { ActingPerson } from '../acts/save-act.js';
import type { ClientVault } from '../client-vault.js';
import type { Database, LedgerTransaction } from '../database.js';
import { noteEntries } from '../audit/note-entries.js';
import { findSubject } from '../retention/hold-subject.js';
import type { Subject } from '../retention/hold-subject.js';
import { eraseClient } from './erase-client.js';
import { hindranceOf } from './hindrance.js';
import type { Hindrance } from './hindrance.js';

/** A request is carried out within these days or not at all: what it was judged on is forgotten by then. */
export const REQUEST_DAYS = 7;

export const ERASURE_STATES = ['requested', 'expired', 'done'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** A wish that a client be erased, and what became of it. */
export interface Erasure {
  readonly id: string;
  readonly state: ErasureState;
  /** Those there are now, `team/decisionId`. */
  readonly decisions: readonly string[];
  readonly reason: string;
  readonly requestedAt: Date;
  readonly erasedAt: Date | undefined;
  /** Why it could not be carried out now; absent for one that is done. */
  readonly hindrance: Hindrance | undefined;
}

export type ErasureRefusal =
  'unknown' | 'erasure-done' | 'erasure-expired' | 'erasure-same-person' | Hindrance;

export interface WantedRequest {
  /** The client, as they are called or by a decision of theirs. */
  readonly subject: Exclude<Subject, { readonly decision: object }>;
  /** One line, without personal data. */
  readonly reason: string;
  readonly person: ActingPerson;
}

/** Erasing clients: one person asks, another one carries it out. */
export class Erasures {
  constructor(
    private readonly db: Database,
    private readonly vault: ClientVault,
  ) {}

  /** Erases nothing. @returns the request's id, or why there is none */
  request(wanted: WantedRequest): Promise<{ readonly id: string } | ErasureRefusal> {
    return this.db.transaction().execute((tx) => insertRequest(tx, this.vault, wanted));
  }

  /**
   * Erases the client.
   * @returns why not
   * @throws ClientChangedMeanwhile
   */
  approve(id: string, person: ActingPerson): Promise<ErasureRefusal | undefined> {
    return this.db.transaction().execute((tx) => carryOut(tx, this.vault, { id, person }));
  }

  async read(id: string): Promise<Erasure | undefined> {
    const [found] = await readErasures(this.db, { id, limit: 1 });
    return found;
  }

  /** Newest first. */
  list(limit: number): Promise<Erasure[]> {
    return readErasures(this.db, { limit });
  }
}

async function insertRequest(
  tx: LedgerTransaction,
  vault: ClientVault,
  { subject, reason, person }: WantedRequest,
): Promise<{ readonly id: string } | ErasureRefusal> {
  const found = await findSubject(tx, vault, subject);
  if (found?.clientKey === undefined) return 'unknown';
  const hindrance = await hindranceOf(tx, found.clientKey);
  if (hindrance !== undefined) return hindrance;
  const id = uuid();
  await sql`
    insert into erasure (id, client_key, reason, requested_by)
    values (${id}, ${found.clientKey}, ${reason}, ${person.index})
  `.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select id from decision where client_key = ${found.clientKey} order by id
  `.execute(tx);
  const facts = { erasure: id, why: reason };
  await noteEntries(
    tx,
    rows.map(({ id: decision }) => ({
      kind: 'erasure.requested',
      actor: actorOf(person),
      decision,
      facts,
    })),
  );
  return { id };
}

async function carryOut(
  tx: LedgerTransaction,
  vault: ClientVault,
  { id, person }: { readonly id: string; readonly person: ActingPerson },
): Promise<ErasureRefusal | undefined> {
  const { rows } = await sql<{
    clientKey: string;
    reason: string;
    requestedBy: Buffer;
    isDone: boolean;
    isExpired: boolean;
  }>`
    select client_key as "clientKey", reason, requested_by as "requestedBy", erased_at is not null as "isDone",
      requested_at < clock_timestamp() - make_interval(days => ${REQUEST_DAYS}) as "isExpired"
    from erasure where id = ${id}::uuid for update
  `.execute(tx);
  const [asked] = rows;
  if (asked === undefined) return 'unknown';
  if (asked.isDone) return 'erasure-done';
  if (asked.isExpired) return 'erasure-expired';
  if (asked.requestedBy.equals(person.index)) return 'erasure-same-person';
  const { clientKey, reason } = asked;
  const erased = await eraseClient(tx, vault, { clientKey, person, erasure: id, reason });
  if (typeof erased === 'string') return erased;
  await sql`
    update erasure set approved_by = ${person.index}, erased_at = clock_timestamp(), decisions = ${erased.decisions}
    where id = ${id}::uuid
  `.execute(tx);
  return undefined;
}

interface ErasureRow {
  readonly id: string;
  readonly clientKey: string;
  readonly reason: string;
  readonly requestedAt: Date;
  readonly erasedAt: Date | null;
  readonly isExpired: boolean;
  readonly decisions: readonly string[];
}

async function readErasures(
  db: Database,
  { id, limit }: { readonly id?: string; readonly limit: number },
): Promise<Erasure[]> {
  const { rows } = await sql<ErasureRow>`
    select e.id, e.client_key as "clientKey", e.reason, e.requested_at as "requestedAt", e.erased_at as "erasedAt",
      e.requested_at < clock_timestamp() - make_interval(days => ${REQUEST_DAYS}) as "isExpired",
      array(select d.team || '/' || d.decision_id from decision d where d.client_key = e.client_key
        order by d.created_at) as decisions
    from erasure e where ${id ?? null}::uuid is null or e.id = ${id ?? null}::uuid
    order by e.requested_at desc limit ${limit}
  `.execute(db);
  const erasures: Erasure[] = [];
  for (const row of rows) {
    const isDone = row.erasedAt !== null;
    erasures.push({
      id: row.id,
      state: isDone ? 'done' : row.isExpired ? 'expired' : 'requested',
      decisions: row.decisions,
      reason: row.reason,
      requestedAt: row.requestedAt,
      erasedAt: row.erasedAt ?? undefined,
      hindrance: isDone ? undefined : await hindranceOf(db, row.clientKey),
    });
  }
  return erasures;
}
