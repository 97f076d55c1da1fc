import type { PriorState } from '#ledger';

type KnownDecision = NonNullable<PriorState['decision']>;

export type LaterRefusalCode =
  | 'consent-unknown'
  | 'event-id-reused'
  | 'decision-cancelled'
  | 'decision-erased'
  | 'version-gap'
  | 'version-not-newest'
  | 'decision-unknown';

export type LaterVerdict =
  /** The answer was given before, by this event. */
  | { readonly kind: 'repeat'; readonly answeredBy: string }
  | { readonly kind: 'refuse'; readonly code: LaterRefusalCode }
  | { readonly kind: 'take'; readonly decision: KnownDecision };

const refuse = (code: LaterRefusalCode): LaterVerdict => ({ kind: 'refuse', code });

/** What tells the later events apart, for their judgement. */
export interface LaterCandidate {
  readonly bodyDigest: Buffer;
  /** Of a cancellation: the version that it cancels. */
  readonly version?: number;
  /** Of a withdrawal: whether a version of the decision ever named the consent. It alone is taken when cancelled. */
  readonly isConsentKnown?: boolean;
}

/**
 * Holds a later event against what was taken before, in the contract's order (`contract/README.md`, Intake and
 * "Order of tests").
 */
export function judgeLaterEvent(candidate: LaterCandidate, { sameId, decision }: PriorState): LaterVerdict {
  const { bodyDigest, version, isConsentKnown } = candidate;
  if (sameId?.bodyDigest.equals(bodyDigest) === true) {
    return { kind: 'repeat', answeredBy: sameId.answeredBy };
  }
  if (decision !== undefined && isConsentKnown === false) return refuse('consent-unknown');
  if (sameId !== undefined) return refuse('event-id-reused');
  if (decision === undefined) return refuse('decision-unknown');
  if (decision.cancelled && isConsentKnown === undefined) return refuse('decision-cancelled');
  if (decision.erased && isConsentKnown === undefined) return refuse('decision-erased');
  if (version !== undefined && version > decision.version) return refuse('version-gap');
  if (version !== undefined && version < decision.version) return refuse('version-not-newest');
  return { kind: 'take', decision };
}
