import type { LookUpOutcome, WriteOutcome } from '../adapter.js';
import type { Performed } from '../performed.js';

/** What an attempt says of the endpoint's system. */
export interface Verdict {
  /** `neutral`: nothing that the breaker should learn from. */
  readonly kind: 'answered' | 'failed' | 'neutral';
  /** The system said when to come back: to all attempts, not only to this one. */
  readonly retryAfterMs?: number;
}

/** Ends that are ours, and say nothing of the system. */
const OUR_CODES: readonly string[] = ['lease-lost', 'adapter-failed'];

/** A system that rejects a record, or does not have it, works; one that gives no clear answer does not. */
export function verdictOf({ write, lookUp }: Performed): Verdict {
  const verdicts = [write, lookUp].flatMap((outcome) => (outcome === undefined ? [] : [ofOutcome(outcome)]));
  const last = verdicts.at(-1) ?? { kind: 'neutral' };
  return verdicts.find(({ kind }) => kind === 'failed') ?? last;
}

function ofOutcome(outcome: WriteOutcome | LookUpOutcome): Verdict {
  if (OUR_CODES.includes(outcome.code)) return { kind: 'neutral' };
  switch (outcome.kind) {
    case 'unknown':
      return { kind: 'failed' };
    case 'not-now':
      return outcome.retryAfterMs === undefined
        ? { kind: 'failed' }
        : { kind: 'neutral', retryAfterMs: outcome.retryAfterMs };
    case 'recorded':
    case 'already-recorded':
    case 'rejected':
    case 'found':
    case 'absent':
    case 'several':
    case 'cannot-ask':
      return { kind: 'answered' };
  }
}
