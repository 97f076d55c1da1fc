import { FINAL, grouped } from './picture.js';
import type { AuditRow, Picture } from './picture.js';
import type { Violation } from './violation.js';

/** I6: no change without its entry; a final state is never left. */
export function checkAudit(picture: Picture): Violation[] {
  const ofTask = grouped(
    picture.audit.filter(({ task }) => task !== null),
    ({ task }) => task ?? '',
  );
  const ofAttempt = grouped(
    picture.audit.filter(({ attempt }) => attempt !== null),
    ({ attempt }) => attempt ?? '',
  );
  return [
    ...checkTasks(picture, ofTask),
    ...checkAttemptEntries(picture, ofAttempt),
    ...checkEvents(picture),
  ];
}

function checkTasks(picture: Picture, ofTask: ReadonlyMap<string, readonly AuditRow[]>): Violation[] {
  return picture.tasks.flatMap((task): Violation[] => {
    const at = { decisionId: task.decision_id, taskId: task.id };
    const named = `${task.system}/${task.record} v${String(task.version)}`;
    const entries = (ofTask.get(task.id) ?? []).filter(({ state }) => state !== null);
    const violations: Violation[] = [];
    const end = entries.findIndex(({ state }) => FINAL.has(state ?? ''));
    const after =
      end < 0 ? undefined : entries.slice(end + 1).find(({ state }) => state !== entries[end]?.state);
    if (after !== undefined) {
      const told = `${named} left ${entries[end]?.state ?? ''} for ${after.state ?? ''}`;
      violations.push({ invariant: 'I6', rule: 'final-state-left', told, ...at });
    }
    const last = entries.at(-1)?.state;
    if (isAudited(task.state) && last !== task.state) {
      const told = `${named} is ${task.state}, and its last entry says ${last ?? 'nothing'}`;
      violations.push({ invariant: 'I6', rule: 'change-without-entry', told, ...at });
    }
    return violations;
  });
}

/** What an attempt's own entry tells has no entry of its own (`unknown`, `retrying`, …). */
const isAudited = (state: string): boolean => FINAL.has(state) || state === 'needs-attention';

function checkAttemptEntries(
  picture: Picture,
  ofAttempt: ReadonlyMap<string, readonly AuditRow[]>,
): Violation[] {
  const decisions = new Map(picture.tasks.map(({ id, decision_id }) => [id, decision_id]));
  return picture.attempts.flatMap((attempt) => {
    const kinds = (ofAttempt.get(attempt.id) ?? []).map(({ kind }) => kind);
    const wanted = attempt.ended_at === null ? ['attempt.begun'] : ['attempt.begun', 'attempt.ended'];
    return wanted
      .filter((kind) => kinds.filter((one) => one === kind).length !== 1)
      .map((kind): Violation => {
        const decisionId = decisions.get(attempt.task) ?? '';
        const told = `attempt ${String(attempt.number)} has ${String(kinds.filter((one) => one === kind).length)} entries ${kind}`;
        return { invariant: 'I6', rule: 'attempt-without-entry', told, taskId: attempt.task, decisionId };
      });
  });
}

function checkEvents(picture: Picture): Violation[] {
  const taken = grouped(
    picture.audit.filter(({ task, attempt }) => task === null && attempt === null),
    ({ decision }) => decision ?? '',
  );
  return picture.events
    .filter(({ repeats, decision }) => repeats === null && (taken.get(decision) ?? []).length === 0)
    .map(({ type, decision_id }) => ({
      invariant: 'I6' as const,
      rule: 'event-without-entry',
      told: `${type} has no audit entry`,
      decisionId: decision_id,
    }));
}
