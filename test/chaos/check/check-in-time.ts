import type { History } from '../load/history.js';
import type { Patience } from '../system/chaos-configuration.js';
import type { Picture } from './picture.js';
import type { Violation } from './violation.js';

/** What a busy machine may add between the sending and the storing of a record. */
const SLACK_MS = 1_000;

/**
 * I5, by the systems' own clocks: a record comes while an attempt to write it has its lease, never after (R10). Only
 * where nothing holds bytes back on their way: a link that hangs brings them late, and nobody is to blame.
 */
export function checkInTime(history: History, picture: Picture, { deadlineMs }: Patience): Violation[] {
  const decisions = new Map(history.decisions.map(({ client, decisionId }) => [client, decisionId]));
  const violations: Violation[] = [];
  for (const [system, rows] of picture.journals) {
    // Lifecare brings its records to Kanta by itself.
    if (system === 'kanta') continue;
    for (const { client, record, operation, storedAt } of rows) {
      const decisionId = decisions.get(client);
      if (decisionId === undefined) continue;
      const tasks = picture.tasks.filter(
        (task) => task.decision_id === decisionId && task.system === system && task.record === record,
      );
      const ids = new Set(tasks.map(({ id }) => id));
      const stored = new Date(storedAt).getTime();
      const isInTime = picture.attempts.some(
        ({ task, kind, begun_at }) =>
          ids.has(task) &&
          kind === 'write' &&
          begun_at.getTime() - SLACK_MS <= stored &&
          stored <= begun_at.getTime() + 3 * deadlineMs + SLACK_MS,
      );
      if (isInTime) continue;
      violations.push({
        invariant: 'I5',
        rule: 'written-after-the-lease',
        told: `${system}/${record} ${operation} came when no attempt had its lease`,
        decisionId,
      });
    }
  }
  return violations;
}
