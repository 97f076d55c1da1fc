import type { PriorState } from '#ledger';

/** What is to be judged: an event with its keyed digests, and whose the decision is. */
export interface Candidate {
  readonly version: number;
  readonly bodyDigest: Buffer;
  readonly dataDigest: Buffer;
  /** Absent for an anonymous consultation. */
  readonly clientKeyId: string | undefined;
}

export type RefusalCode =
  | 'client-changed'
  | 'decision-erased'
  | 'event-id-reused'
  | 'decision-cancelled'
  | 'version-gap'
  | 'version-exists'
  | 'version-not-newest';

export type Verdict =
  /** The answer was given before, by this event. */
  | {
      readonly kind: 'repeat';
      readonly answeredBy: string;
      readonly version: number;
      readonly underNewId: boolean;
    }
  | { readonly kind: 'refuse'; readonly code: RefusalCode }
  | { readonly kind: 'take' };

const TAKE: Verdict = { kind: 'take' };
const refuse = (code: RefusalCode): Verdict => ({ kind: 'refuse', code });

/**
 * Holds a `decision.made` against what was taken before, in the contract's order (`contract/README.md`, Intake and
 * "Order of tests").
 */
export function judgeVersion(candidate: Candidate, { sameId, decision }: PriorState): Verdict {
  if (sameId?.bodyDigest.equals(candidate.bodyDigest) === true) {
    return { kind: 'repeat', answeredBy: sameId.answeredBy, version: sameId.version, underNewId: false };
  }
  const isCorrection = decision !== undefined && candidate.version > decision.version;
  if (isCorrection && decision.erased) return refuse('decision-erased');
  if (isCorrection && decision.clientKeyId !== candidate.clientKeyId) return refuse('client-changed');
  if (sameId !== undefined) return refuse('event-id-reused');
  if (decision === undefined) return candidate.version > 1 ? refuse('version-gap') : TAKE;
  if (decision.cancelled) return refuse('decision-cancelled');
  if (candidate.version === decision.version) return judgeSameVersion(candidate, decision);
  if (candidate.version < decision.version) return refuse('version-not-newest');
  return candidate.version > decision.version + 1 ? refuse('version-gap') : TAKE;
}

function judgeSameVersion(
  candidate: Candidate,
  { dataDigest, newestEvent, version }: NonNullable<PriorState['decision']>,
): Verdict {
  return dataDigest.equals(candidate.dataDigest)
    ? { kind: 'repeat', answeredBy: newestEvent, version, underNewId: true }
    : refuse('version-exists');
}
