import type { RecordingFigures, WeekCount } from '#ledger';

/** Of those whose deadline has come, how many are to be recorded before it: what the county promises its teams. */
export const TARGET_SHARE = 0.95;

type Counted = Exclude<keyof WeekCount, 'week' | 'system' | 'attempts'>;
export type Totals = Readonly<Record<Counted, number>> & { readonly tasks: number };

const COUNTED: readonly Counted[] = [
  'onTime',
  'late',
  'open',
  'overdue',
  'unrecorded',
  'verified',
  'found',
  'accepted',
  'attested',
];

/** The counts of several weeks and systems together. */
export function totalsOf(counts: readonly WeekCount[]): Totals {
  const sum = (name: Counted): number => counts.reduce((total, count) => total + count[name], 0);
  const totals = Object.fromEntries(COUNTED.map((name) => [name, sum(name)])) as Record<Counted, number>;
  const { onTime, late, open, overdue, unrecorded } = totals;
  return { ...totals, tasks: onTime + late + open + overdue + unrecorded };
}

/** @returns of those whose deadline has come the share recorded before it; undefined when there are none */
export function onTimeShare({ onTime, late, overdue }: Totals): number | undefined {
  const due = onTime + late + overdue;
  return due === 0 ? undefined : onTime / due;
}

/** Oldest first. */
export function weeksOf({ weeks }: Pick<RecordingFigures, 'weeks'>): readonly (readonly [string, Totals])[] {
  const names = [...new Set(weeks.map(({ week }) => week))];
  return names.map((name) => [name, totalsOf(weeks.filter(({ week }) => week === name))]);
}

export type AttemptCounts = readonly [number, number, number, number];

/** By system, those with automatic records alone. */
export function attemptsOf({ weeks }: Pick<RecordingFigures, 'weeks'>): readonly {
  readonly system: WeekCount['system'];
  readonly counts: AttemptCounts;
}[] {
  const systems = [...new Set(weeks.map(({ system }) => system))].toSorted();
  return systems
    .map((system) => ({
      system,
      counts: weeks
        .filter((week) => week.system === system)
        .reduce<AttemptCounts>((total, { attempts }) => added(total, attempts), [0, 0, 0, 0]),
    }))
    .filter(({ counts }) => counts.some((count) => count > 0));
}

const added = (one: AttemptCounts, other: AttemptCounts): AttemptCounts => [
  one[0] + other[0],
  one[1] + other[1],
  one[2] + other[2],
  one[3] + other[3],
];
