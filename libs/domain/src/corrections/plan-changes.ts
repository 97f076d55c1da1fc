import { seriesOf } from '../task.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { changeFor, changesOf, changeWithoutDuty } from './change-series.js';
import type { DutyFacts, PlannedChanges } from './change-series.js';
import { isOpenNullify, seriesByKey } from './series.js';
import type { Series } from './series.js';

/** What a plan is held against. */
export interface PresentState {
  /** All tasks of the decision, oldest first. */
  readonly tasks: readonly TrackedTask[];
  /** Keys of series that a change of the case manager left behind in another system, and that still go on so. */
  readonly leftBehind: ReadonlySet<string>;
  readonly now: Date;
}

/**
 * Compares a version's plan with what is there, series by series (the table of `contract/README.md`,
 * "Corrections, cancellations, withdrawals"). For a first version everything is a create.
 */
export function planChanges<D extends DutyFacts>(
  { tasks, leftBehind, now }: PresentState,
  duties: readonly D[],
): PlannedChanges<D> {
  const series = seriesByKey(tasks);
  const wanted = new Set(duties.map(seriesOf));
  const dropped = [...series.values()].filter(({ key }) => !wanted.has(key));
  return changesOf(
    [
      ...duties.map((duty) => changeFor(series, duty)),
      ...dropped
        .filter((left) => !goesOnWithoutDuty(left, leftBehind))
        .map((left) => changeWithoutDuty<D>(left)),
    ],
    now,
  );
}

/** A record that names the new case manager in the system of the one before (`contract/README.md`, Fine print). */
const goesOnWithoutDuty = ({ key, written }: Series, leftBehind: ReadonlySet<string>): boolean =>
  written !== undefined && leftBehind.has(key);

/**
 * A change of one kind of record alone, as a withdrawal brings it to the record of the consent: the duties of that
 * record are compared, and everything else is left as it is.
 */
export function planRecordChange<D extends DutyFacts>(
  { tasks, now }: Pick<PresentState, 'tasks' | 'now'>,
  duties: readonly D[],
): PlannedChanges<D> {
  const series = seriesByKey(tasks);
  return changesOf(
    duties.map((duty) => changeFor(series, duty)),
    now,
  );
}

/** A change of the case manager that was taken before, as far as a correction has to do with it. */
export interface EarlierChange {
  /** The new case manager's id. */
  readonly person: string;
  /** Keys of the series that it left behind. */
  readonly leftBehind: readonly string[];
  /** The decision's newest version then. */
  readonly version: number;
}

/**
 * @param caseManager whom the correction names
 * @returns what goes on in the systems left behind: as long as the case manager is kept, and no later version has
 * changed the record there
 */
export function stillLeftBehind(
  tasks: readonly TrackedTask[],
  change: EarlierChange | undefined,
  caseManager: string | undefined,
): ReadonlySet<string> {
  if (change === undefined || change.person !== caseManager) return new Set();
  const series = seriesByKey(tasks);
  return new Set(
    change.leftBehind.filter((key) => (series.get(key)?.newest?.version ?? 0) <= change.version),
  );
}

/**
 * The written records of the case manager in systems that the rule does not give any more: they are told of the new
 * one as well. Where the rule gives no system at all, there is none to be told of.
 */
export function leftBehindBy(tasks: readonly TrackedTask[], duties: readonly DutyFacts[]): TrackedTask[] {
  if (duties.length === 0) return [];
  return seriesWithoutDuty(tasks, duties).flatMap(({ written, tasks: ofSeries }) =>
    written === undefined || ofSeries.some(isOpenNullify) ? [] : [written],
  );
}

/**
 * A change of the case manager: only `case-manager` records are compared.
 * @param leftBehind the duties in the systems that the rule does not give any more, of {@link leftBehindBy}
 */
export function planCaseManagerRecords<D extends DutyFacts>(
  { tasks, now }: Pick<PresentState, 'tasks' | 'now'>,
  duties: readonly D[],
  leftBehind: readonly D[],
): PlannedChanges<D> {
  const series = seriesByKey(tasks);
  const unwritten = seriesWithoutDuty(tasks, duties).filter(({ written }) => written === undefined);
  return changesOf(
    [
      ...[...duties, ...leftBehind].map((duty) => changeFor(series, duty)),
      ...unwritten.map((left) => changeWithoutDuty<D>(left)),
    ],
    now,
  );
}

function seriesWithoutDuty(tasks: readonly TrackedTask[], duties: readonly DutyFacts[]): Series[] {
  const wanted = new Set(duties.map(seriesOf));
  const ofCaseManager = tasks.filter(({ record }) => record === 'case-manager');
  return [...seriesByKey(ofCaseManager).values()].filter(({ key }) => !wanted.has(key));
}
