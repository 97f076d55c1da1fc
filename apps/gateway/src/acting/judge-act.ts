import {
  acknowledge,
  closeUnrecorded,
  giveBack,
  handOver,
  holdsRight,
  retryNow,
  takeOver,
  undoAcknowledgement,
} from '#domain';
import type {
  Acknowledgement,
  ActResult,
  ActSetting,
  ClosingWish,
  ConsentReason,
  Participant,
  TrackedTask,
} from '#domain';
import type { ActingPerson, TaskAccess } from '#ledger';
import { RECORDING } from './act-rules.js';
import type { ActRequest } from './task-acts.js';

/** What an act is judged on besides the decision's tasks. */
export interface ActFacts {
  readonly person: ActingPerson;
  readonly access: TaskAccess;
  /** In whose name it is recorded. */
  readonly recorder: Participant | undefined;
  /** Why consent forbids the record now, if it does. */
  readonly consent: ConsentReason | undefined;
  /** For so long an acknowledgement may be taken back. */
  readonly undoWindowMs: number;
}

/** The core's answer to what is asked. */
export function judgeAct(
  task: TrackedTask,
  request: ActRequest,
  facts: ActFacts,
  setting: ActSetting,
): ActResult {
  switch (request.kind) {
    case 'acknowledgement':
      return acknowledge(task, acknowledgementOf(request.outcome, facts), setting);
    case 'undo':
      return undoAcknowledgement(task, undoFacts(facts), setting);
    case 'hand-over':
      return handOver(task, setting);
    case 'take-over':
      return takeOver(task, setting);
    case 'give-back':
      return giveBack(task, giveBackFacts(task, facts), setting);
    case 'retry':
      return retryNow(task, setting);
    case 'close':
      return closeUnrecorded(task, closingWish(facts), setting);
  }
}

const acknowledgementOf = (outcome: Acknowledgement['outcome'], { person, consent }: ActFacts) => ({
  outcome,
  by: person.by,
  consent,
});

function undoFacts({ access: { acknowledged }, person, consent, undoWindowMs }: ActFacts) {
  return {
    consent,
    undoWindowMs,
    ...(acknowledged === undefined
      ? {}
      : { acknowledged: { at: acknowledged.at, bySamePerson: acknowledged.by.equals(person.index) } }),
  };
}

/** A person who records knows whether they did; an operator does not, once somebody has had the text. */
function giveBackFacts(task: TrackedTask, { recorder, access, person }: ActFacts) {
  return {
    holdsRight: recorder !== undefined && holdsRight(recorder, task.system),
    mayBeRecorded: access.isContentRead && !RECORDING.some((standing) => standing === person.role),
  };
}

function closingWish({ access: { closingWish: wish }, person }: ActFacts): ClosingWish {
  if (wish === undefined) return 'none';
  return wish.by.equals(person.index) ? 'of-the-same-person' : 'of-another-person';
}
