import type { LookUpOutcome, WriteOutcome } from './adapter.js';

/** What an attempt gave: the write's outcome, the look-up's, or both where the read-back followed at once. */
export interface Performed {
  readonly write?: WriteOutcome;
  readonly lookUp?: LookUpOutcome;
}
