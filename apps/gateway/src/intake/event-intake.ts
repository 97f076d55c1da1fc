import type { Cancellation, CaseManagerChange, Decision, Withdrawal } from '#domain';
import type { ReceivedEvent } from './envelope/cloud-event.js';

/** An event whose sender is known and whose envelope holds. */
export interface AcceptedEvent {
  readonly sender: string;
  readonly eventId: string;
  /** The bytes that were signed: an event is the same when sender, id and these are. */
  readonly rawBody: Buffer;
  readonly type: string;
  readonly receivedAt: Date;
  readonly event: ReceivedEvent;
}

/** What is answered with 202: stored durably (`contract/README.md`, Intake). */
export interface IntakeAnswer {
  readonly eventId: string;
  readonly duplicate: boolean;
  readonly decision: { readonly team: string; readonly decisionId: string; readonly version: number };
  /** The tasks that this event added, in their present state. */
  readonly tasks: readonly unknown[];
  readonly warnings: readonly string[];
}

/** Why an event that is right in itself is not taken: codes of the contract's table that the ledger knows. */
export const REFUSAL_CODES = [
  'client-changed',
  'consent-unknown',
  'event-id-reused',
  'decision-cancelled',
  'version-gap',
  'version-exists',
  'version-not-newest',
  'decision-erased',
  'decision-unknown',
  'not-now',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface IntakeRefusal {
  readonly status: 409 | 422 | 503;
  readonly code: RefusalCode;
  readonly retryAfterSeconds?: number;
}

export const isRefusal = (result: IntakeAnswer | IntakeRefusal): result is IntakeRefusal =>
  'status' in result;

/**
 * The use cases behind the webhook, with the ledger in their hands. Each looks for a repeat itself, inside its
 * transaction; an answer comes after the commit. Whatever they throw means that nothing was stored, or that this is
 * not known: the sender is told to come again.
 */
export interface EventIntake {
  /**
   * Asked only for an event that would else be refused with 422: the same bytes are answered as duplicate
   * before every 422 and 409.
   * @returns the answer given before to exactly this event (same sender, id and bytes), if any
   */
  findRepeat(event: AcceptedEvent): Promise<IntakeAnswer | undefined>;
  acceptDecision(event: AcceptedEvent, decision: Decision): Promise<IntakeAnswer | IntakeRefusal>;
  cancelDecision(event: AcceptedEvent, cancellation: Cancellation): Promise<IntakeAnswer | IntakeRefusal>;
  withdrawConsent(event: AcceptedEvent, withdrawal: Withdrawal): Promise<IntakeAnswer | IntakeRefusal>;
  changeCaseManager(event: AcceptedEvent, change: CaseManagerChange): Promise<IntakeAnswer | IntakeRefusal>;
}
