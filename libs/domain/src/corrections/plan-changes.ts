import { seriesOf } from '../task.js';
import type { Task } from '../task.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { ConsentReason, Operation } from '../words.js';
import { consentReasonOf, isOpenUnsent, seriesByKey } from './series.js';
import type { Series } from './series.js';

/** A duty of the new version's plan, with the keyed digest of what it records. */
export interface DutyFacts extends Pick<
  Task,
  | 'system'
  | 'endpoint'
  | 'record'
  | 'channel'
  | 'recorder'
  | 'onBehalfOf'
  | 'after'
  | 'visibleToClient'
  | 'rule'
  | 'contentDigest'
  | 'dueAt'
> {
  readonly withheld?: ConsentReason;
}

/** A task that the version adds; a nullify has no duty, and takes after the task that wrote. */
export type Addition<D extends DutyFacts> =
  | { readonly operation: Exclude<Operation, 'nullify'>; readonly duty: D }
  | { readonly operation: 'nullify'; readonly written: TrackedTask };

export interface PlannedChanges<D extends DutyFacts> {
  readonly additions: readonly Addition<D>[];
  /** Open tasks that the version takes over before anything of them was sent. */
  readonly superseded: readonly Transition[];
}

/**
 * Compares a version's plan with what is there, series by series (the table of `contract/README.md`,
 * "Corrections, cancellations, withdrawals"). For a first version everything is a create.
 * @param tasks all tasks of the decision, oldest first
 */
export function planChanges<D extends DutyFacts>(
  tasks: readonly TrackedTask[],
  duties: readonly D[],
): PlannedChanges<D> {
  const series = seriesByKey(tasks);
  const wanted = new Set(duties.map(seriesOf));
  const steps = duties.map((duty) => changeFor(series.get(seriesOf(duty)), duty));
  const dropped = [...series.values()]
    .filter(({ key }) => !wanted.has(key))
    .map((left) => changeWithoutDuty<D>(left));
  const all = [...steps, ...dropped];
  return {
    additions: all.flatMap((step): Addition<D>[] => (step.add === undefined ? [] : [step.add])),
    superseded: all.flatMap((step) => step.supersede ?? []).map(supersede),
  };
}

interface Step<D extends DutyFacts> {
  readonly add?: Addition<D>;
  readonly supersede?: readonly TrackedTask[];
}

function changeFor<D extends DutyFacts>(series: Series | undefined, duty: D): Step<D> {
  if (series === undefined) return { add: { operation: 'create', duty } };
  return series.written === undefined ? changeUnwritten(series, duty) : changeWritten(series, duty);
}

function changeUnwritten<D extends DutyFacts>(series: Series, duty: D): Step<D> {
  const { newest } = series;
  if (isWithheldAgain(series, duty)) return {};
  if (newest !== undefined && isOpenUnsent(newest) && isKept(newest, duty)) return {};
  return { add: { operation: 'create', duty }, supersede: openUnsentOf(series) };
}

function changeWritten<D extends DutyFacts>(series: Series, duty: D): Step<D> {
  const { newest, written } = series;
  if (newest?.operation === 'nullify') {
    // Not yet sent, it is taken back; sent, it is resolved first, and the record begins anew.
    if (!isOpenUnsent(newest)) return { add: { operation: 'create', duty } };
    if (written?.contentDigest === duty.contentDigest) return { supersede: [newest] };
    return { add: { operation: 'replace', duty }, supersede: [newest] };
  }
  const isEqual = newest?.contentDigest === duty.contentDigest;
  if (isEqual && (!isOpenUnsent(newest) || isKept(newest, duty))) return {};
  if (isWithheldAgain(series, duty)) return {};
  return { add: { operation: 'replace', duty }, supersede: openUnsentOf(series) };
}

function changeWithoutDuty<D extends DutyFacts>(series: Series): Step<D> {
  const { newest, written } = series;
  if (written === undefined) return { supersede: openUnsentOf(series) };
  if (newest?.operation === 'nullify') return {};
  return { add: { operation: 'nullify', written }, supersede: openUnsentOf(series) };
}

/** Equal content is kept only for the same recorder, channel and persons, and never against the consent. */
function isKept(task: TrackedTask, duty: DutyFacts): boolean {
  return (
    duty.withheld === undefined &&
    task.contentDigest === duty.contentDigest &&
    task.recorder === duty.recorder &&
    task.channel === duty.channel &&
    task.onBehalfOf.join() === duty.onBehalfOf.join()
  );
}

/** It would be withheld again, for the same reason and content: nothing is added. */
function isWithheldAgain({ last }: Series, duty: DutyFacts): boolean {
  return (
    duty.withheld !== undefined &&
    consentReasonOf(last) === duty.withheld &&
    last?.contentDigest === duty.contentDigest
  );
}

const openUnsentOf = ({ tasks }: Series): TrackedTask[] => tasks.filter(isOpenUnsent);

function supersede(task: TrackedTask): Transition {
  return { task: { ...task, state: 'superseded', reason: 'newer-version' }, event: 'task.superseded' };
}
