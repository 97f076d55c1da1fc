import type { AttemptRow, Picture } from './picture.js';
import type { Violation } from './violation.js';

const FAILED = new Set(['not-now', 'unknown']);

export interface Sparing {
  readonly system: string;
  /** So many failures open the breaker. */
  readonly failures: number;
  /** Attempts that may be under way when it opens. */
  readonly underWay: number;
  /** From then on nothing begins for so long. */
  readonly openMs: number;
}

/**
 * Of I9: a system that is down is tried so many times at most, by all replicas together, until the first probe finds
 * out whether it is back.
 */
export function checkSpared({ tasks, attempts }: Picture, sparing: Sparing): Violation[] {
  const { system, failures, underWay, openMs } = sparing;
  const ofSystem = new Set(tasks.filter((task) => task.system === system).map(({ id }) => id));
  const failed = attempts
    .filter(({ task, outcome }) => ofSystem.has(task) && FAILED.has(outcome ?? ''))
    .toSorted((one, other) => endOf(one) - endOf(other));
  const opening = failed[failures - 1];
  if (opening === undefined) return [];
  const count = failed.filter(({ begun_at }) => begun_at.getTime() < endOf(opening) + openMs).length;
  if (count <= failures + underWay) return [];
  return [
    {
      invariant: 'I9',
      rule: 'system-not-spared',
      told: `${system} was tried ${String(count)} times while it was down, not ${String(failures + underWay)}`,
    },
  ];
}

const endOf = ({ ended_at }: AttemptRow): number => ended_at?.getTime() ?? Infinity;
