import type { Decision } from '#domain';
import { sql } from 'kysely';
import type { ClientKey, ClientVault } from './client-vault.js';
import type { LedgerTransaction } from './database.js';
import { decisionVersionRow } from './locked-decision.js';
import { noteFollowUp } from './team-app-events/follow-ups.js';

/** An event that is about to be taken: who sent it, under which id, which bytes. */
export interface IncomingEvent {
  /** Of our own, for the ledger. */
  readonly id: string;
  readonly sender: string;
  readonly eventId: string;
  /** Keyed digest of the raw body. */
  readonly bodyDigest: Buffer;
  readonly type: string;
  readonly takenAt: Date;
}

/** What the ledger knows when an event comes in. */
export interface PriorState {
  /** The event taken under the same sender and id. */
  readonly sameId?: TakenEvent;
  readonly decision?: {
    readonly id: string;
    /** The newest version taken. */
    readonly version: number;
    readonly cancelled: boolean;
    /** Its texts are gone: nothing can be planned for it any more. */
    readonly erased: boolean;
    /** Absent for an anonymous consultation. */
    readonly clientKeyId?: string;
    /** Keyed digest of the newest version's canonical data. */
    readonly dataDigest: Buffer;
    /** The event that brought the newest version. */
    readonly newestEvent: string;
  };
}

export interface TakenEvent {
  /** The event whose tasks and warnings are the answer: itself, or the one it repeated. */
  readonly answeredBy: string;
  readonly bodyDigest: Buffer;
  readonly version: number;
}

/**
 * One event of a decision at a time, also before the decision has a row: copies that arrive together wait here,
 * and all but one find the first one's answer.
 */
export async function lockDecisionName(
  tx: LedgerTransaction,
  team: string,
  decisionId: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${team}/${decisionId}`}, 0))`.execute(tx);
}

export async function findTakenEvent(
  db: LedgerTransaction,
  sender: string,
  eventId: string,
): Promise<TakenEvent | undefined> {
  const row = await db
    .selectFrom('event')
    .select(['id', 'repeats', 'body_digest', 'version'])
    .where('sender', '=', sender)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { answeredBy: row.repeats ?? row.id, bodyDigest: row.body_digest, version: row.version };
}

export async function findPriorState(
  tx: LedgerTransaction,
  event: Pick<IncomingEvent, 'sender' | 'eventId'>,
  name: { readonly team: string; readonly decisionId: string },
): Promise<PriorState> {
  const sameId = await findTakenEvent(tx, event.sender, event.eventId);
  const row = await tx
    .selectFrom('decision as d')
    .innerJoin('decision_version as v', (join) =>
      join.onRef('v.decision', '=', 'd.id').onRef('v.version', '=', 'd.version'),
    )
    .select(['d.id', 'd.version', 'd.cancelled_at', 'd.erased_at', 'd.client_key', 'v.data_digest'])
    .select((eb) =>
      eb
        .selectFrom('event as e')
        .select('e.id')
        .whereRef('e.decision', '=', 'd.id')
        .whereRef('e.version', '=', 'd.version')
        .where('e.type', '=', 'fi.kuittaus.decision.made')
        .where('e.repeats', 'is', null)
        .limit(1)
        .as('newest_event'),
    )
    .where('d.team', '=', name.team)
    .where('d.decision_id', '=', name.decisionId)
    .executeTakeFirst();
  return {
    ...(sameId === undefined ? {} : { sameId }),
    ...(row === undefined
      ? {}
      : {
          decision: {
            id: row.id,
            version: row.version,
            cancelled: row.cancelled_at !== null,
            erased: row.erased_at !== null,
            ...(row.client_key === null ? {} : { clientKeyId: row.client_key }),
            dataDigest: row.data_digest,
            newestEvent: row.newest_event ?? '',
          },
        }),
  };
}

/** A version of a decision, as it is stored. */
export interface NewVersion {
  /** The decision's row; a new one for version 1. */
  readonly decisionRow: string;
  readonly decision: Decision;
  readonly dataDigest: Buffer;
  readonly practiceVersion: string;
  readonly warnings: readonly string[];
  /** Absent for an anonymous consultation: then nothing of the client or the content is stored. */
  readonly clientKey?: ClientKey;
}

/** Stores the version, the event that brought it and the audit entry, in one statement. */
export async function insertVersion(
  tx: LedgerTransaction,
  vault: ClientVault,
  event: IncomingEvent,
  { decisionRow, decision, dataDigest, practiceVersion, warnings, clientKey }: NewVersion,
): Promise<void> {
  const body =
    clientKey === undefined
      ? null
      : vault.sealDecision(clientKey, decisionVersionRow(decisionRow, decision.version), decision);
  const facts = {
    type: event.type,
    eventId: event.eventId,
    handling: decision.handling,
    practiceVersion,
    warnings,
  };
  await sql`
    with d as (
      insert into decision (id, team, decision_id, version, client_key)
      values (${decisionRow}, ${decision.team}, ${decision.decisionId}, ${decision.version}, ${clientKey?.id ?? null})
      on conflict (id) do update set version = excluded.version
    ), v as (
      insert into decision_version (decision, version, handling, handled_on, decided_at, practice_version, consent_id,
        data_digest, body, warnings, taken_at)
      values (${decisionRow}, ${decision.version}, ${decision.handling}, ${decision.handledOn}, ${decision.decidedAt},
        ${practiceVersion}, ${decision.consent?.id ?? null}, ${dataDigest}, ${body}, ${[...warnings]}, ${event.takenAt})
    ), e as (
      insert into event (id, sender, event_id, body_digest, type, decision, version, warnings, taken_at)
      values (${event.id}, ${event.sender}, ${event.eventId}, ${event.bodyDigest}, ${event.type}, ${decisionRow},
        ${decision.version}, ${[...warnings]}, ${event.takenAt})
    )
    insert into audit_entry (at, kind, actor, decision, version, facts)
    values (${event.takenAt}, 'decision.taken', ${`sender:${event.sender}`}, ${decisionRow}, ${decision.version},
      ${JSON.stringify(facts)}::jsonb)
  `.execute(tx);
  const hasDay = clientKey !== undefined && decision.followUp?.dueOn !== undefined;
  if (hasDay || decision.version > 1) {
    await noteFollowUp(tx, { decision: decisionRow, at: event.takenAt }, hasDay);
  }
}

/** Remembers an event that repeated another one's content under an id of its own. */
export async function insertRepeat(
  tx: LedgerTransaction,
  event: IncomingEvent,
  repeated: { readonly decisionRow: string; readonly version: number; readonly event: string },
): Promise<void> {
  await tx
    .insertInto('event')
    .values({
      id: event.id,
      sender: event.sender,
      event_id: event.eventId,
      body_digest: event.bodyDigest,
      type: event.type,
      decision: repeated.decisionRow,
      version: repeated.version,
      warnings: [],
      repeats: repeated.event,
      taken_at: event.takenAt,
    })
    .execute();
  await tx
    .insertInto('audit_entry')
    .values({
      at: event.takenAt,
      kind: 'decision.repeated',
      actor: `sender:${event.sender}`,
      decision: repeated.decisionRow,
      version: repeated.version,
      task: null,
      attempt: null,
      facts: JSON.stringify({ type: event.type, eventId: event.eventId }),
    })
    .execute();
}
