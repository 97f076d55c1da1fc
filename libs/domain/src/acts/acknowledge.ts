import { cancel } from '../corrections/ends.js';
import { endIfOvertaken } from '../corrections/overtaken.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { needsAttention, withoutLease, withoutReason } from '../task-state/ended.js';
import { isHeldUp } from '../task-state/held-up.js';
import { isFinal } from '../words.js';
import type { ConsentReason } from '../words.js';
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
  /** Why consent forbids the record now, if it does: what cannot be recorded is then not asked for again. */
  readonly consent?: ConsentReason | undefined;
}

/**
 * A person's statement, for each operation alike: it is recorded, corrected or removed, or cannot be. From then on
 * the record is in persons' hands, whoever had the task before.
 */
export function acknowledge(
  task: TrackedTask,
  { outcome, by, consent }: Acknowledgement,
  setting: ActSetting,
): ActResult {
  const refusal = refusalOf(task);
  if (refusal !== undefined) return refused(refusal);
  if (outcome === 'cannot-record') {
    // From now on it counts as unsent, and ends as what was unsent when something newer, or a withdrawal, came.
    const said = endIfOvertaken(
      needsAttention({ ...task, channel: 'manual' }, 'person-cannot-record'),
      setting,
    );
    const isWithdrawn = consent === 'consent-withdrawn' && !isFinal(said.task.state);
    return done(...withReleased(isWithdrawn ? cancel(said.task, consent) : said, setting));
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
  // It waits for an older version that somebody has to clear up first: else that one would be recorded after it.
  if (isHeldUp(task)) return 'task-waiting';
  if (task.state === 'needs-attention') return isForPerson(task) ? undefined : 'task-not-by-hand';
  return task.channel === 'manual' ? 'task-waiting' : 'task-not-by-hand';
}

/** Theirs by channel, or by doubt: where the system gives no answer, a person who looks there decides (ground rule 5). */
const isForPerson = (task: TrackedTask): boolean => task.channel === 'manual' || task.sent;
