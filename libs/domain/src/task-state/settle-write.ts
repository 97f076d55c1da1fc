import type { Evidence } from '../task.js';
import type { Reason } from '../words.js';
import { evidenceAt, handToPerson, needsAttention, withoutLease } from './ended.js';
import type { RecordedAt } from './ended.js';
import { retryAt, retryUnsentAt } from './retry-schedule.js';
import type { DeliveryPolicy, Surroundings, TrackedTask, Transition } from './tracked-task.js';
import { later } from './tracked-task.js';

/** What a write attempt gave, as the core sees it (design.md, section 4). */
export type WriteResult =
  | { readonly kind: 'recorded' | 'already-recorded'; readonly receipt: RecordedAt }
  | { readonly kind: 'rejected'; readonly reason: Extract<Reason, 'rejected-by-system' | 'not-encodable'> }
  | { readonly kind: 'not-now'; readonly sent: boolean; readonly retryAfterMs?: number }
  | { readonly kind: 'unknown' };

/** The step after a write attempt. A receipt alone confirms nothing: the read-back follows. */
export function settleWrite(
  task: TrackedTask,
  result: WriteResult,
  policy: DeliveryPolicy,
  surroundings: Surroundings,
): Transition {
  const { now } = surroundings;
  switch (result.kind) {
    case 'recorded':
    case 'already-recorded':
      return unconfirmed(task, evidenceAt('accepted', result.receipt, now), now);
    case 'rejected':
      return isTakenOver(task) ? handToPerson(task) : needsAttention({ ...task, sent: false }, result.reason);
    case 'not-now':
      return result.sent
        ? retry({ ...task, sent: false }, result.retryAfterMs, policy, surroundings)
        : tryAgainSoon(task, result.retryAfterMs, surroundings);
    case 'unknown':
      return toUnknown(task, policy, now);
  }
}

/** A worker died, or lost its lease, in the middle of an attempt: what it sent is not known (R8). */
export function loseLease(task: TrackedTask, policy: DeliveryPolicy, { now }: Surroundings): Transition {
  if (task.state !== 'recording') {
    return { task: withoutLease(task), wakeAt: now, event: 'task.lease-lost' };
  }
  return { ...toUnknown(task, policy, now), event: 'task.lease-lost' };
}

/** A temporary refusal: the next delay of the schedule, until its end. */
export function retry(
  task: TrackedTask,
  retryAfterMs: number | undefined,
  policy: DeliveryPolicy,
  surroundings: Surroundings,
): Transition {
  if (isTakenOver(task)) return handToPerson(task);
  if (isExhausted(task, policy, surroundings.now)) return needsAttention(task, 'retries-exhausted');
  return {
    task: { ...withoutLease(task), state: 'retrying', failures: task.failures + 1 },
    wakeAt: retryAt(task.failures, policy, surroundings, retryAfterMs),
    event: 'attempt.ended',
  };
}

function tryAgainSoon(
  task: TrackedTask,
  retryAfterMs: number | undefined,
  surroundings: Surroundings,
): Transition {
  if (isTakenOver(task)) return handToPerson({ ...task, attempts: task.attempts - 1 });
  return {
    task: {
      ...withoutLease(task),
      state: 'queued',
      sent: false,
      attempts: task.attempts - 1,
      failures: task.failures + 1,
    },
    wakeAt: retryUnsentAt(task.failures, surroundings, retryAfterMs),
    event: 'attempt.ended',
  };
}

function toUnknown(task: TrackedTask, policy: DeliveryPolicy, now: Date): Transition {
  return {
    task: { ...withoutLease(task), state: 'unknown', absences: 0 },
    wakeAt: later(now, policy.settleMs),
    event: 'attempt.ended',
  };
}

function unconfirmed(task: TrackedTask, evidence: Evidence, now: Date): Transition {
  return {
    task: { ...withoutLease(task), state: 'unconfirmed', evidence, absences: 0, failures: 0 },
    wakeAt: now,
    event: 'attempt.ended',
  };
}

/**
 * A person took the task over while its write was under way: the adapter still finds out what became of that
 * write, and sends nothing more.
 */
const isTakenOver = (task: TrackedTask): boolean => task.channel === 'manual';

function isExhausted(task: TrackedTask, policy: DeliveryPolicy, now: Date): boolean {
  const first = task.firstAttemptAt;
  return first !== undefined && now.getTime() - first.getTime() >= policy.retryForMs;
}
