import { checkSpared } from './check-spared.js';
import type { AttemptRow, Picture, TaskRow } from './picture.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 2, 2, 10, 0, second));
const sparing = { system: 'lifecare', failures: 5, underWay: 1, openMs: 12_000 };

/** Attempts that failed within a second each, begun at these. */
function failedAt(...seconds: readonly number[]): Picture {
  const task = { id: 't-1', system: 'lifecare' } as TaskRow;
  const attempts = seconds.map(
    (second) =>
      ({ task: 't-1', outcome: 'not-now', begun_at: at(second), ended_at: at(second + 1) }) as AttemptRow,
  );
  return { takenAt: at(59), tasks: [task], attempts, audit: [], events: [], journals: new Map() };
}

describe('a system that is down', () => {
  it('is spared, but for what was under way when the breaker opened, and a probe later', () => {
    expect(checkSpared(failedAt(0, 0, 1, 1, 2, 2, 15), sparing)).toEqual([]);
    expect(checkSpared(failedAt(0, 1), sparing)).toEqual([]);
  });

  it('is not, when it is tried again before the first probe', () => {
    expect(checkSpared(failedAt(0, 0, 1, 1, 2, 2, 3), sparing).map(({ rule }) => rule)).toEqual([
      'system-not-spared',
    ]);
  });
});
