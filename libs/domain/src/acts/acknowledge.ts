import type { TrackedTask } from '../task-state/tracked-task.js';
import { needsAttention, withoutLease, withoutReason } from '../task-state/ended.js';
import { isFinal } from '../words.js';
import { done, refused } from './act-result.js';
import type { ActRefusal, ActResult, ActSetting } from './act-result.js';
import { isInFlight, withReleased } from './acted.js';

/** What a person says about a record that was theirs to make, correct or remove. */
export const ACKNOWLEDGEMENT_OUTCOMES = ['recorded', 'recorded-changed', 'cannot-record'] as const;
export type AcknowledgementOutcome = (typeof ACKNOWLEDGEMENT_OUTCOMES)[number];

export interface Acknowledgement {
  readonly outcome: AcknowledgementOutcome;
  /** Who says so: a participant's id, or in what capacity. */
  readonly by: string;
}

/**
 * A person's statement, for each operation alike: it is recorded, corrected or removed, or cannot be. From then on
 * the record is in persons' hands, whoever had the task before.
 */
export function acknowledge(
  task: TrackedTask,
  { outcome, by }: Acknowledgement,
  setting: ActSetting,
): ActResult {
  const refusal = refusalOf(task);
  if (refusal !== undefined) return refused(refusal);
  if (outcome === 'cannot-record') {
    return done(needsAttention({ ...task, channel: 'manual' }, 'person-cannot-record'));
  }
  const attested: TrackedTask = {
    ...withoutReason(withoutLease(task)),
    channel: 'manual',
    state: 'attested',
    evidence: {
      level: 'attested',
      targetId: task.id,
      targetVersion: String(task.version),
      at: setting.now.toISOString(),
      by,
    },
  };
  return done(...withReleased({ task: attested, event: 'task.attested' }, setting));
}

function refusalOf(task: TrackedTask): ActRefusal | undefined {
  if (isFinal(task.state)) return 'task-final';
  if (isInFlight(task)) return 'task-in-flight';
  if (task.state === 'awaiting-person') return undefined;
  if (task.state === 'needs-attention') return isForPerson(task) ? undefined : 'task-not-by-hand';
  return task.channel === 'manual' ? 'task-waiting' : 'task-not-by-hand';
}

/** Theirs by channel, or by doubt: where the system gives no answer, a person who looks there decides (ground rule 5). */
const isForPerson = (task: TrackedTask): boolean => task.channel === 'manual' || task.sent;
