import type { Checked } from './check/check-all.js';
import { timelineOf } from './check/timeline.js';
import { INVARIANTS } from './check/violation.js';
import type { Invariant } from './check/violation.js';
import type { History } from './load/history.js';
import type { SelfEnd } from './system/service.js';

export type Say = (line: string) => void;

/** A table with columns as wide as they need be. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** How often each fault was done. */
export function faultTable({ faults }: History): string[] {
  const counts = new Map<string, number>();
  for (const { name } of faults) counts.set(name, (counts.get(name) ?? 0) + 1);
  const rows = [...counts].toSorted().map(([name, count]) => [name, String(count)]);
  return table([['fault', 'count'], ...rows, ['all', String(faults.length)]]);
}

/** How the load went and what became of it. */
export function figureTable(
  history: History,
  { picture }: Checked,
  more: readonly (readonly [string, string])[],
): string[] {
  const states = new Map<string, number>();
  for (const { state } of picture.tasks) states.set(state, (states.get(state) ?? 0) + 1);
  const sent = history.decisions.flatMap(({ events }) => events);
  const rows: (readonly string[])[] = [
    ['decisions sent', String(history.decisions.length)],
    ['events sent / acknowledged', `${String(sent.length)} / ${String(history.acknowledged.length)}`],
    ['events sent more than once', String(sent.filter(({ tries }) => tries > 1).length)],
    ['tasks', String(picture.tasks.length)],
    ...[...states].toSorted().map(([state, count]) => [`  ${state}`, String(count)]),
    ['attempts', String(picture.attempts.length)],
    [
      'attempts of unknown outcome',
      String(picture.attempts.filter(({ outcome }) => outcome === 'unknown').length),
    ],
    ['records in the systems', String([...picture.journals.values()].flat().length)],
    ...more,
  ];
  return table(rows);
}

const SHOWN = 10;

/** The first violation with all that is known of it, and how many there are of each rule. */
export function tellViolations({ violations, picture }: Checked, history: History): string[] {
  const [first] = violations;
  if (first === undefined) return ['0 violations of I1-I12'];
  const counts = new Map<string, number>();
  for (const { invariant, rule } of violations) {
    const name = `${invariant} ${rule}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [
    `${String(violations.length)} VIOLATIONS`,
    ...table([...counts].map(([name, count]) => [name, String(count)])),
    `The first: ${first.invariant} (${INVARIANTS[first.invariant]})`,
    `  ${first.rule}: ${first.told} [${first.decisionId ?? ''} ${first.taskId ?? ''}]`,
    ...timelineOf(first, history, picture),
    ...violations
      .slice(1, SHOWN)
      .map(
        ({ invariant, rule, told, decisionId }) =>
          `  also ${invariant} ${rule}: ${told} [${decisionId ?? ''}]`,
      ),
  ];
}

/** Each process that ended by itself, with what it wrote last. */
export const tellSelfEnds = (ends: readonly SelfEnd[]): string[] =>
  ends.flatMap(({ service, at, how, lastLines }) => [
    `  ended by itself: ${service}, ${how}, ${at.toISOString()}; its log ends:`,
    ...lastLines.map((line) => `    ${line}`),
  ]);

export const brokenInvariants = ({ violations }: Checked): Invariant[] => [
  ...new Set(violations.map(({ invariant }) => invariant)),
];
