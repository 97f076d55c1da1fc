import { endIfOvertaken } from '../corrections/overtaken.js';
import { seriesOf } from '../task.js';
import { blockingOf } from '../task-state/blocking.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import { withoutReason } from '../task-state/ended.js';
import { isFinal } from '../words.js';
import type { ConsentReason } from '../words.js';
import { done, refused } from './act-result.js';
import type { ActRefusal, ActResult, ActSetting } from './act-result.js';
import { withReleased } from './acted.js';

/** For so long the person may take back what they said, unless configured otherwise; `decision.completed` waits for it. */
export const UNDO_WINDOW_MS = 10 * 60_000;

export interface UndoFacts {
  /** See {@link UNDO_WINDOW_MS}. */
  readonly undoWindowMs: number;
  /** The acknowledgement in force; absent: none, or another act came after it. */
  readonly acknowledged?: { readonly at: Date; readonly bySamePerson: boolean };
  /** Why consent forbids the record now, if it does: what is not recorded after all is not asked for either. */
  readonly consent?: ConsentReason | undefined;
}

/** Takes back an acknowledgement: the record is not there after all, and the task is the person's again. */
export function undoAcknowledgement(task: TrackedTask, facts: UndoFacts, setting: ActSetting): ActResult {
  const refusal = refusalOf(task, facts, setting);
  if (refusal !== undefined) return refused(refusal);
  const { evidence: _takenBack, ...open } = withoutReason(task);
  // What an adapter may have written before is not gone with the statement: a person has to look again.
  if (facts.consent !== undefined && !task.sent) {
    const withheld: TrackedTask = { ...open, state: 'withheld', reason: facts.consent };
    return done(...withReleased({ task: withheld, event: 'task.withheld' }, setting));
  }
  const again: TrackedTask = { ...open, state: 'awaiting-person' };
  const undone: Transition = { task: again, event: 'task.acknowledgement-undone' };
  // A cancelled decision asks nobody to record it after all.
  const step = endIfOvertaken(undone, setting);
  return isFinal(step.task.state)
    ? done(...withReleased(step, setting))
    : done(undone, ...heldBack(again, setting.tasks));
}

function refusalOf(
  task: TrackedTask,
  { acknowledged, undoWindowMs }: UndoFacts,
  { now, tasks }: ActSetting,
): ActRefusal | undefined {
  const isAcknowledged =
    task.state === 'attested' || (task.state === 'needs-attention' && task.reason === 'person-cannot-record');
  if (!isAcknowledged || acknowledged === undefined) {
    return isFinal(task.state) ? 'task-final' : 'not-acknowledged';
  }
  if (now.getTime() - acknowledged.at.getTime() > undoWindowMs) {
    return isFinal(task.state) ? 'task-final' : 'undo-window-over';
  }
  if (!acknowledged.bySamePerson) return 'not-the-same-person';
  return hasSuccessor(task, tasks) ? 'newer-version-follows' : undefined;
}

/** A newer version was planned on what was acknowledged: it says what to do now. */
function hasSuccessor(task: TrackedTask, tasks: readonly TrackedTask[]): boolean {
  const place = tasks.findIndex((other) => other.id === task.id);
  return tasks
    .slice(place + 1)
    .some(
      (other) =>
        seriesOf(other) === seriesOf(task) &&
        (!isFinal(other.state) || other.state === 'confirmed' || other.state === 'attested'),
    );
}

/** What had waited for the record and is not written yet waits again. */
function heldBack(undone: TrackedTask, tasks: readonly TrackedTask[]): Transition[] {
  const current = tasks.map((task) => (task.id === undone.id ? undone : task));
  return current
    .filter(
      (task) =>
        task.id !== undone.id &&
        !task.sent &&
        (task.state === 'queued' || task.state === 'retrying' || task.state === 'awaiting-person') &&
        blockingOf(task, current).kind === 'waits',
    )
    .map((task) => ({ task: { ...task, state: 'waiting' }, event: 'task.queued' }));
}
