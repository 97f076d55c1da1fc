import type { Task } from '../task.js';

/** A task with the facts of its delivery, which the outside never sees. */
export interface TrackedTask extends Task {
  /** Rises with every job that is wanted for the task; a job of an older generation is left alone. */
  readonly generation: number;
  /** Rises with every attempt: an outcome counts only under the epoch it was begun with (R10). */
  readonly epoch: number;
  /** Until when the attempt that is under way may act. */
  readonly leaseUntil?: Date;
  /** Temporary failures since the last progress; chooses the next delay. */
  readonly failures: number;
  /** Look-ups in a row that found nothing of this version. */
  readonly absences: number;
  /**
   * The write may have reached the system: set when it is begun, taken back when it was surely refused or
   * surely never sent. While it is set nothing is sent again before the system has been asked (ground rule 4).
   */
  readonly sent: boolean;
  /** When the first attempt was begun: the retries end 14 days later. */
  readonly firstAttemptAt?: Date;
}

/** What an endpoint's configuration says about delivery. */
export interface DeliveryPolicy {
  /** Total time of one attempt, ms; the lease is three times this (R10). */
  readonly deadlineMs: number;
  /** How long a lost write may still arrive late at the system, ms: it is asked only after that (R9). */
  readonly settleMs: number;
  /** Delays between attempts, ms; the last one repeats. */
  readonly retryDelaysMs: readonly number[];
  /** Retries end this long after the first attempt, ms. */
  readonly retryForMs: number;
}

/** Time and chance come from outside, so that the core can be simulated (ground rule 12). */
export interface Surroundings {
  readonly now: Date;
  /** 0 <= random() < 1 */
  readonly random: () => number;
}

/** What happened to a task, for the audit log and the operator. A closed set. */
export type TaskEventKind =
  | 'task.planned'
  | 'task.queued'
  | 'attempt.begun'
  | 'attempt.ended'
  | 'task.confirmed'
  | 'task.withheld'
  | 'task.cancelled'
  | 'task.superseded'
  | 'task.needs-attention'
  | 'task.lease-lost'
  | 'task.asked-again'
  | 'task.kept'
  | 'task.attested'
  | 'task.acknowledgement-undone'
  | 'task.handed-over'
  | 'task.taken-over'
  | 'task.given-back'
  | 'task.retried'
  | 'task.closing-wished';

/** The state after an event, and what has to follow from it. */
export interface Transition {
  readonly task: TrackedTask;
  /** A job is wanted for the task then; absent: none. */
  readonly wakeAt?: Date;
  readonly event: TaskEventKind;
}

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
