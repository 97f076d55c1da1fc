import type { ConsentReason } from '../words.js';
import { blockingOf } from './blocking.js';
import type { DeliveryPolicy, Surroundings, TrackedTask, Transition } from './tracked-task.js';
import { later } from './tracked-task.js';

/** `write` sends; `look-up` asks after an unclear outcome; `read-back` asks after an accepted one. */
export type AttemptKind = 'write' | 'look-up' | 'read-back';

export type Opening =
  /** Nothing to do for this job: the reason is for the log. */
  | { readonly kind: 'leave'; readonly why: 'stale-job' | 'final' | 'under-way' | 'not-the-adapters' }
  /** The task may not be written now; its state changes and no attempt is begun. */
  | { readonly kind: 'stop'; readonly transition: Transition }
  | { readonly kind: 'begin'; readonly attempt: AttemptKind; readonly transition: Transition };

/** The last look before the first byte (ground rules 4, 7 and 8). */
export interface OpeningFacts {
  /** The job's generation. */
  readonly generation: number;
  /** All tasks of the decision, oldest first. */
  readonly tasks: readonly TrackedTask[];
  /** Why consent forbids the write now, if it does; never for `consent` and `visit` records or a nullify. */
  readonly consent: ConsentReason | undefined;
  readonly policy: DeliveryPolicy;
}

export function openAttempt(task: TrackedTask, facts: OpeningFacts, surroundings: Surroundings): Opening {
  if (task.generation !== facts.generation) return { kind: 'leave', why: 'stale-job' };
  // An attempt has it: a job may come twice, after Redis was put back to an older copy for one.
  if (task.leaseUntil !== undefined) return { kind: 'leave', why: 'under-way' };
  switch (task.state) {
    case 'queued':
    case 'retrying':
      return openWrite(task, facts, surroundings);
    case 'unknown':
      return begin(task, 'look-up', facts.policy, surroundings);
    case 'unconfirmed':
      return begin(task, 'read-back', facts.policy, surroundings);
    case 'recording':
      return { kind: 'leave', why: 'under-way' };
    case 'waiting':
    case 'awaiting-person':
    case 'needs-attention':
      return { kind: 'leave', why: 'not-the-adapters' };
    case 'confirmed':
    case 'attested':
    case 'withheld':
    case 'cancelled':
    case 'superseded':
      return { kind: 'leave', why: 'final' };
  }
}

function openWrite(task: TrackedTask, facts: OpeningFacts, surroundings: Surroundings): Opening {
  if (task.channel === 'manual') return { kind: 'leave', why: 'not-the-adapters' };
  const blocking = blockingOf(task, facts.tasks);
  if (blocking.kind === 'waits') {
    return { kind: 'stop', transition: { task: { ...task, state: 'waiting' }, event: 'task.queued' } };
  }
  const reason = blocking.kind === 'ends' ? blocking.reason : facts.consent;
  if (reason !== undefined) {
    return {
      kind: 'stop',
      transition: { task: { ...task, state: 'withheld', reason }, event: 'task.withheld' },
    };
  }
  return begin(task, 'write', facts.policy, surroundings);
}

function begin(
  task: TrackedTask,
  attempt: AttemptKind,
  policy: DeliveryPolicy,
  { now }: Surroundings,
): Opening {
  const begun: TrackedTask = {
    ...task,
    epoch: task.epoch + 1,
    leaseUntil: later(now, 3 * policy.deadlineMs),
    ...(attempt === 'write'
      ? {
          state: 'recording',
          sent: true,
          attempts: task.attempts + 1,
          firstAttemptAt: task.firstAttemptAt ?? now,
        }
      : {}),
  };
  return { kind: 'begin', attempt, transition: { task: begun, event: 'attempt.begun' } };
}
