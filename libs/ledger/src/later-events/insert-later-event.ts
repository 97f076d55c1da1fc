import { sql } from 'kysely';
import type { ClientKey, ClientVault } from '../client-vault.js';
import type { LedgerTransaction } from '../database.js';
import type { IncomingEvent } from '../take-event.js';

/** What happened to a decision after it was taken; the event's type says what. */
export interface LaterEvent {
  readonly decisionRow: string;
  /** The newest version then: it stays. */
  readonly version: number;
  readonly warnings: readonly string[];
  /** Audit log's name of it. */
  readonly kind: 'decision.cancelled' | 'consent.withdrawn' | 'case-manager.changed';
  /** For the audit log: ids and words only. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Absent for an anonymous consultation: then nothing that was said is stored. */
  readonly clientKey: ClientKey | undefined;
  readonly reason?: string | undefined;
}

/** Stores the event and its audit entry, in one statement; a cancellation marks its decision in it. */
export async function insertLaterEvent(
  tx: LedgerTransaction,
  vault: ClientVault,
  event: IncomingEvent,
  { decisionRow, version, warnings, kind, facts, clientKey, reason }: LaterEvent,
): Promise<void> {
  const sealed =
    clientKey === undefined || reason === undefined ? null : vault.sealReason(clientKey, event.id, reason);
  await sql`
    with e as (
      insert into event (id, sender, event_id, body_digest, type, decision, version, warnings, taken_at, reason)
      values (${event.id}, ${event.sender}, ${event.eventId}, ${event.bodyDigest}, ${event.type}, ${decisionRow},
        ${version}, ${[...warnings]}, ${event.takenAt}, ${sealed})
    ), d as (
      update decision set cancelled_at = ${event.takenAt}
      where id = ${decisionRow} and ${kind} = 'decision.cancelled'
    )
    insert into audit_entry (at, kind, actor, decision, version, facts)
    values (${event.takenAt}, ${kind}, ${`sender:${event.sender}`}, ${decisionRow}, ${version},
      ${JSON.stringify({ type: event.type, eventId: event.eventId, ...facts })}::jsonb)
  `.execute(tx);
}

/** Notes on the audit log that an event of one decision counts for another one too. */
export async function noteCountsFor(
  tx: LedgerTransaction,
  event: IncomingEvent,
  { decisionRow, version, kind, facts }: Pick<LaterEvent, 'decisionRow' | 'version' | 'kind' | 'facts'>,
): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      at: event.takenAt,
      kind,
      actor: `sender:${event.sender}`,
      decision: decisionRow,
      version,
      task: null,
      attempt: null,
      facts: JSON.stringify({ type: event.type, eventId: event.eventId, ...facts }),
    })
    .execute();
}
