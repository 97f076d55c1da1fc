import { seriesOf } from '../task.js';
import type { Task } from '../task.js';
import { askFirst } from '../task-state/ask-first.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { ConsentReason, Operation } from '../words.js';
import { supersede } from './ends.js';
import { consentReasonOf, isOpenNullify, isOpenUnsent, isUnclear } from './series.js';
import type { Series } from './series.js';

/** A duty of a plan, with the keyed digest of what it records. */
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

/** A nullify has no duty: it takes after the task that wrote. */
export interface Nullify {
  readonly operation: 'nullify';
  readonly written: TrackedTask;
  /** What must be taken back before, each `system/record`. */
  readonly after: readonly string[];
}

/** A task that an event adds. */
export type Addition<D extends DutyFacts> =
  { readonly operation: Exclude<Operation, 'nullify'>; readonly duty: D } | Nullify;

export interface PlannedChanges<D extends DutyFacts> {
  readonly additions: readonly Addition<D>[];
  /**
   * Of tasks that are there: taken over before anything of them was sent, asked once more what became of them, or
   * kept for other persons.
   */
  readonly transitions: readonly Transition[];
}

/** What an event does to one series. */
export interface Step<D extends DutyFacts> {
  readonly series?: Series;
  readonly add?: Addition<D>;
  readonly supersede?: readonly TrackedTask[];
  readonly keep?: Transition;
}

/** One line of the table of `contract/README.md`, Corrections, for a series that has the duty. */
export function changeFor<D extends DutyFacts>(all: ReadonlyMap<string, Series>, duty: D): Step<D> {
  const series = all.get(seriesOf(duty));
  if (series === undefined) return { add: { operation: 'create', duty } };
  const step = series.written === undefined ? changeUnwritten(series, duty) : changeWritten(series, duty);
  return { ...step, series };
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
  if (newest?.contentDigest === duty.contentDigest) {
    if (!isOpenUnsent(newest)) return keptWritten(newest, duty);
    if (isKept(newest, duty)) return {};
  }
  if (isWithheldAgain(series, duty)) return {};
  return { add: { operation: 'replace', duty }, supersede: openUnsentOf(series) };
}

/** Whose duties a record fulfils may change without any change of the record: the newest are told. */
function keptWritten<D extends DutyFacts>(task: TrackedTask, { onBehalfOf }: D): Step<D> {
  const isRecorded = task.state === 'confirmed' || task.state === 'attested';
  if (!isRecorded || task.onBehalfOf.join() === onBehalfOf.join()) return {};
  return { keep: { task: { ...task, onBehalfOf }, event: 'task.kept' } };
}

/** The other line: the series has no duty any more. */
export function changeWithoutDuty<D extends DutyFacts>(series: Series): Step<D> {
  const { written, tasks } = series;
  const unsent = openUnsentOf(series).filter(({ operation }) => operation !== 'nullify');
  if (written === undefined || tasks.some(isOpenNullify)) return { series, supersede: unsent };
  return { series, add: { operation: 'nullify', written, after: [] }, supersede: unsent };
}

/** Puts the steps of all series together. Before something newer is written, the system is asked what is unclear. */
export function changesOf<D extends DutyFacts>(steps: readonly Step<D>[], now: Date): PlannedChanges<D> {
  return {
    additions: steps.flatMap((step): Addition<D>[] => (step.add === undefined ? [] : [step.add])),
    transitions: [
      ...steps.flatMap((step) => step.supersede ?? []).map(supersede),
      ...steps.flatMap((step) => step.keep ?? []),
      ...steps.flatMap(({ add, series }) => (add === undefined ? [] : unclearOf(series, now))),
    ],
  };
}

/** needs-attention that may be written: looked up once more (`contract/README.md`, Fine print). */
export const unclearOf = (series: Series | undefined, now: Date): Transition[] =>
  (series?.tasks ?? []).filter(isUnclear).map((task) => askFirst(task, 'task.asked-again', { now }));

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
