import { writtenBefore } from '../corrections/series.js';
import { askFirst } from '../task-state/ask-first.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { isAutomaticSystem, isFinal } from '../words.js';
import { done, refused } from './act-result.js';
import type { ActRefusal, ActResult, ActSetting } from './act-result.js';
import { isInFlight, placeAnew, unhurried } from './acted.js';

/** From one person to another. Whoever could not record it hands it on; to whom is not the core's matter. */
export function handOver(task: TrackedTask, setting: ActSetting): ActResult {
  if (isFinal(task.state)) return refused('task-final');
  if (task.channel !== 'manual') return refused('task-not-by-hand');
  return task.state === 'needs-attention' && !task.sent
    ? done(...placeAnew(task, 'task.handed-over', setting))
    : done(unhurried(task, 'task.handed-over', setting));
}

/**
 * From the adapter to a person. The channel changes at once, and from then on the adapter sends nothing more. What
 * it may have sent is looked up first: the person is asked only when the record surely is not there, also when the
 * task was taken over in the middle of a send. So nobody has to hit the right moment, and nothing is recorded twice.
 */
export function takeOver(task: TrackedTask, setting: ActSetting): ActResult {
  if (isFinal(task.state)) return refused('task-final');
  if (task.channel === 'manual') return refused('task-by-hand');
  const taken: TrackedTask = { ...task, channel: 'manual' };
  if (isInFlight(task)) return done(unhurried(taken, 'task.taken-over', setting));
  if (task.sent) return done(askFirst(taken, 'task.taken-over', setting));
  return done(...placeAnew(taken, 'task.taken-over', setting));
}

export interface GiveBackFacts {
  /** The recorder holds the right to the system. */
  readonly holdsRight: boolean;
  /** Somebody has read the text, and it is not a person who records that says it is not recorded yet. */
  readonly mayBeRecorded: boolean;
}

/** From a person to the adapter, where an adapter can do it in the recorder's name. */
export function giveBack(task: TrackedTask, facts: GiveBackFacts, setting: ActSetting): ActResult {
  const refusal = giveBackRefusalOf(task, facts, setting.tasks);
  if (refusal !== undefined) return refused(refusal);
  const given: TrackedTask = { ...task, channel: 'automatic' };
  if (isInFlight(task)) return done(unhurried(given, 'task.given-back', setting));
  if (task.sent) return done(askFirst(given, 'task.given-back', setting));
  return done(...placeAnew(given, 'task.given-back', setting));
}

function giveBackRefusalOf(
  task: TrackedTask,
  { holdsRight, mayBeRecorded }: GiveBackFacts,
  tasks: readonly TrackedTask[],
): ActRefusal | undefined {
  if (isFinal(task.state)) return 'task-final';
  if (!isAutomaticSystem(task.system)) return 'always-by-hand';
  if (task.channel !== 'manual') return 'task-not-by-hand';
  if (!holdsRight) return 'no-right';
  if (isRecordedByHand(task, tasks)) return 'recorded-by-hand';
  return mayBeRecorded ? 'may-be-recorded' : undefined;
}

/** What is to be changed was recorded by a person: it carries no key by which an adapter could find it. */
const isRecordedByHand = (task: TrackedTask, tasks: readonly TrackedTask[]): boolean =>
  writtenBefore(task, tasks)?.state === 'attested';
