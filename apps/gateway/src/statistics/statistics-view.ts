import type { HandledCount, MonthRange, TeamStatistics } from '#ledger';

interface Counts {
  readonly decisions: number;
  /** Of them, cancelled since. */
  readonly cancelled: number;
  readonly byHandling: Readonly<Record<string, number>>;
}

export interface MonthView extends Counts {
  /** `YYYY-MM` */
  readonly month: string;
  /** From `decidedAt` to the record's evidence; absent when nothing of the month is recorded yet. */
  readonly timeToEvidence?: { readonly tasks: number; readonly medianMs: number; readonly p90Ms: number };
}

export interface YearView extends Counts {
  /** `YYYY` */
  readonly year: string;
}

/** What a team handled, by month and year; anonymous consultations are counted like every other handling. */
export interface StatisticsView extends MonthRange {
  readonly team: string;
  /** Oldest first; months without a decision are left out. */
  readonly months: readonly MonthView[];
  readonly years: readonly YearView[];
}

export function statisticsView(
  team: string,
  range: MonthRange,
  { handled, confirmation }: TeamStatistics,
): StatisticsView {
  const times = new Map(confirmation.map(({ month, ...time }) => [month, time]));
  return {
    team,
    ...range,
    months: groupedBy(handled, ({ month }) => month).map(([month, rows]) => {
      const timeToEvidence = times.get(month);
      return { month, ...countsOf(rows), ...(timeToEvidence === undefined ? {} : { timeToEvidence }) };
    }),
    years: groupedBy(handled, ({ month }) => month.slice(0, 'YYYY'.length)).map(([year, rows]) => ({
      year,
      ...countsOf(rows),
    })),
  };
}

function groupedBy(
  rows: readonly HandledCount[],
  keyOf: (row: HandledCount) => string,
): [string, readonly HandledCount[]][] {
  const keys = [...new Set(rows.map(keyOf))];
  return keys.map((key) => [key, rows.filter((row) => keyOf(row) === key)]);
}

function countsOf(rows: readonly HandledCount[]): Counts {
  const handlings = [...new Set(rows.map(({ handling }) => handling))];
  const sum = (some: readonly HandledCount[]): number =>
    some.reduce((total, { decisions }) => total + decisions, 0);
  return {
    decisions: sum(rows),
    cancelled: rows.reduce((total, { cancelled }) => total + cancelled, 0),
    byHandling: Object.fromEntries(
      handlings.map((handling) => [handling, sum(rows.filter((row) => row.handling === handling))]),
    ),
  };
}
