import type { DecisionName, Erasure, LegalHold } from '#ledger';
import type { ClientIdentifier } from '#domain';
import type { Principal } from '#security';

/** What a hold or an erasure is asked for: a decision, or a client. */
export type AskedSubject =
  | { readonly type: 'decision'; readonly decision: DecisionName }
  | { readonly type: 'client'; readonly client: ClientIdentifier };

export interface HoldView {
  readonly id: string;
  readonly on: LegalHold['on'];
  /** `team/decisionId` */
  readonly decisions: readonly string[];
  readonly reason: string;
  /** RFC 3339 */
  readonly putAt: string;
}

export interface ErasureView {
  readonly id: string;
  readonly state: Erasure['state'];
  readonly decisions: readonly string[];
  readonly reason: string;
  readonly requestedAt: string;
  readonly erasedAt?: string;
  /** Why it could not be carried out now. */
  readonly hindrance?: NonNullable<Erasure['hindrance']>;
}

/** Legal holds and erasures, for administrators: each needs two of them to end or to be carried out. */
export interface RetentionDesk {
  /** Those in force, newest first. */
  listHolds(): Promise<readonly HoldView[]>;
  /** @param subject a decision alone, or all of a client. @throws Problem */
  putHold(subject: AskedSubject, reason: string, caller: Principal): Promise<{ readonly id: string }>;
  /** @throws Problem */
  liftHold(id: string, reason: string, caller: Principal): Promise<{ readonly id: string }>;
  /** Newest first. */
  listErasures(): Promise<readonly ErasureView[]>;
  /** @param subject the client, or a decision of theirs. Nothing is erased yet. @throws Problem */
  requestErasure(subject: AskedSubject, reason: string, caller: Principal): Promise<ErasureView>;
  /** Erases the client, for good. @throws Problem */
  approveErasure(id: string, caller: Principal): Promise<ErasureView>;
}
