import type { EvidenceLevel } from '../words.js';
import { confirmed, evidenceAt, needsAttention, withoutLease } from './ended.js';
import type { RecordedAt } from './ended.js';
import { retryAt } from './retry-schedule.js';
import { retry } from './settle-write.js';
import type { DeliveryPolicy, Surroundings, TrackedTask, Transition } from './tracked-task.js';
import { later } from './tracked-task.js';

/** What the system holds under our key, as the core sees it. */
export type LookUpResult =
  | {
      readonly kind: 'found';
      /** Right client, equal content, this version. */
      readonly matches: boolean;
      readonly recorded: RecordedAt;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'several' }
  | { readonly kind: 'cannot-ask' }
  | { readonly kind: 'not-now'; readonly retryAfterMs?: number };

/** What the core must know of the system that was asked. */
export interface AskedSystem {
  /** The highest level of evidence that it can give. */
  readonly level: EvidenceLevel;
  readonly policy: DeliveryPolicy;
}

/** An absence is believed when it was seen this many times, a settle time apart (R9). */
const ABSENCES_BELIEVED = 2;

/**
 * The step after asking the system: for an `unknown` task whether the write happened, for an `unconfirmed`
 * one whether what was accepted is really there.
 */
export function settleLookUp(
  task: TrackedTask,
  result: LookUpResult,
  { level, policy }: AskedSystem,
  surroundings: Surroundings,
): Transition {
  switch (result.kind) {
    case 'found':
      return result.matches
        ? confirmed(task, evidenceAt(level, result.recorded, surroundings.now))
        : needsAttention(task, 'read-back-differs');
    case 'several':
      return needsAttention(task, 'read-back-differs');
    case 'absent':
      return settleAbsence(task, policy, surroundings);
    case 'cannot-ask':
      return settleWithoutAsking(task);
    case 'not-now':
      return askAgain(task, result.retryAfterMs, policy, surroundings);
  }
}

function settleAbsence(task: TrackedTask, policy: DeliveryPolicy, surroundings: Surroundings): Transition {
  const absences = task.absences + 1;
  if (absences < ABSENCES_BELIEVED) {
    return {
      task: { ...withoutLease(task), absences },
      wakeAt: later(surroundings.now, policy.settleMs),
      event: 'attempt.ended',
    };
  }
  // The system said that it took the record, and does not have it: it lies, and a person must look (D17).
  if (task.state === 'unconfirmed') return needsAttention(task, 'read-back-differs');
  return retry({ ...task, sent: false, absences: 0 }, undefined, policy, surroundings);
}

/** A system that cannot be asked: an accepted write counts as it is, an unclear one is for a person (ground rule 5). */
function settleWithoutAsking(task: TrackedTask): Transition {
  return task.state === 'unconfirmed' && task.evidence !== undefined
    ? confirmed(task, task.evidence)
    : needsAttention(task, 'outcome-unknown');
}

/** Asking is no attempt of the task, and never ends by itself: only an answer tells what was recorded. */
function askAgain(
  task: TrackedTask,
  retryAfterMs: number | undefined,
  policy: DeliveryPolicy,
  surroundings: Surroundings,
): Transition {
  return {
    task: { ...withoutLease(task), failures: task.failures + 1 },
    wakeAt: retryAt(task.failures, policy, surroundings, retryAfterMs),
    event: 'attempt.ended',
  };
}
