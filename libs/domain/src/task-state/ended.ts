import type { Evidence } from '../task.js';
import type { EvidenceLevel, Reason } from '../words.js';
import type { TrackedTask, Transition } from './tracked-task.js';

/** Where a version of a record stands in its system. */
export interface RecordedAt {
  readonly targetId: string;
  readonly targetVersion: string;
}

export const evidenceAt = (
  level: EvidenceLevel,
  { targetId, targetVersion }: RecordedAt,
  now: Date,
): Evidence => ({
  level,
  targetId,
  targetVersion,
  at: now.toISOString(),
});

/** The task without what belongs to an attempt that is over. */
export function withoutLease(task: TrackedTask): TrackedTask {
  const { leaseUntil: _over, ...rest } = task;
  return rest;
}

export function withoutReason(task: TrackedTask): TrackedTask {
  const { reason: _gone, ...rest } = task;
  return rest;
}

/** The adapter's record is there, also when a person wanted to take the task over meanwhile: it was the adapter's. */
export function confirmed(task: TrackedTask, evidence: Evidence): Transition {
  return {
    task: {
      ...withoutReason(withoutLease(task)),
      channel: 'automatic',
      state: 'confirmed',
      evidence,
      failures: 0,
      absences: 0,
    },
    event: 'task.confirmed',
  };
}

/** What surely is not in the system, and a person wanted to record: now it is theirs. */
export function handToPerson(task: TrackedTask): Transition {
  return {
    task: { ...withoutReason(withoutLease(task)), state: 'awaiting-person', sent: false },
    event: 'task.queued',
  };
}

export function needsAttention(task: TrackedTask, reason: Reason): Transition {
  return {
    task: { ...withoutLease(task), state: 'needs-attention', reason },
    event: 'task.needs-attention',
  };
}
