import type { Participant } from './decision.js';
import type { DecisionRef } from './task.js';
import type { Sector } from './words.js';

// What may happen to a decision after it was taken (`contract/decision-event.schema.json`). Times are RFC 3339.

/** `$defs/Cancellation` */
export interface Cancellation extends DecisionRef {
  /** The version that is cancelled: the newest. */
  readonly version: number;
  readonly reason: string;
  readonly cancelledAt: string;
}

/** `$defs/Withdrawal` */
export interface Withdrawal extends DecisionRef {
  readonly consentId: string;
  readonly withdrawnAt: string;
  /** Sectors withdrawn; all when absent. */
  readonly covers?: readonly Sector[];
}

/** `$defs/CaseManagerChange` */
export interface CaseManagerChange extends DecisionRef {
  /** Need not be a participant of the decision. */
  readonly caseManager: Participant;
  readonly changedAt: string;
  readonly reason?: string;
}
