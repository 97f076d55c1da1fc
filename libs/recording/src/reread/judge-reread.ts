import type { RereadResult } from '#ledger';
import type { LookUpOutcome } from '../adapter.js';

/** What follows from looking at a confirmed record once more. */
export type RereadStep =
  | { readonly kind: 'end'; readonly result: RereadResult }
  /** It was not there: looked at again after the settle time. */
  | { readonly kind: 'look-again'; readonly absences: number }
  /** The system gave no answer. */
  | { readonly kind: 'later' };

/** An absence is believed when it was seen this many times, as after a write (R9). */
const ABSENCES_BELIEVED = 2;

/** @param absences looks before this one that found nothing */
export function judgeReread(outcome: LookUpOutcome, absences: number): RereadStep {
  const { kind, code } = outcome;
  const seen = { outcome: kind, code, differences: [] };
  switch (kind) {
    case 'not-now':
      return { kind: 'later' };
    case 'cannot-ask':
      return { kind: 'end', result: seen };
    case 'found':
      return {
        kind: 'end',
        result: outcome.matches
          ? seen
          : { ...seen, differences: outcome.differences, finding: 'record-drifted' },
      };
    case 'several':
      return { kind: 'end', result: { ...seen, finding: 'record-drifted' } };
    case 'absent':
      return absences + 1 < ABSENCES_BELIEVED
        ? { kind: 'look-again', absences: absences + 1 }
        : { kind: 'end', result: { ...seen, finding: 'record-gone' } };
  }
}
