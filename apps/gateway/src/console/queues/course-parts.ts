import type { TaskCourse } from '#ledger';

/** One stretch of a task's time: it waited, or something was tried. */
export interface CoursePart {
  readonly kind: string;
  readonly from: Date;
  readonly to: Date;
}

export interface CourseSums {
  readonly waitedMs: number;
  readonly workedMs: number;
}

export const WAIT = 'wait';

/**
 * A task's time from its planning to its end, without gaps: attempts, and the waits between them.
 * @param until where the course ends: now, for a task that is open; absent: with the last attempt
 */
export function courseParts({ plannedAt, attempts }: TaskCourse, until: Date | undefined): CoursePart[] {
  const parts: CoursePart[] = [];
  let reached = plannedAt;
  for (const { kind, begunAt, endedAt } of attempts) {
    if (begunAt > reached) parts.push({ kind: WAIT, from: reached, to: begunAt });
    const to = endedAt ?? until ?? begunAt;
    parts.push({ kind, from: begunAt, to });
    reached = to > reached ? to : reached;
  }
  if (until !== undefined && until > reached) parts.push({ kind: WAIT, from: reached, to: until });
  return parts;
}

export function sumsOf(parts: readonly CoursePart[]): CourseSums {
  const sum = (isCounted: (part: CoursePart) => boolean): number =>
    parts.filter(isCounted).reduce((all, { from, to }) => all + to.getTime() - from.getTime(), 0);
  return { waitedMs: sum(({ kind }) => kind === WAIT), workedMs: sum(({ kind }) => kind !== WAIT) };
}
