import type { DoneFault, History } from '../load/history.js';
import { FINAL, grouped, WITH_A_PERSON } from './picture.js';
import type { AttemptRow, Picture, TaskRow } from './picture.js';
import type { Violation } from './violation.js';

/** @returns tasks that are still on their own way: not final, not with a person, and not behind one who is */
export function openTasks({ tasks }: Pick<Picture, 'tasks'>, installed: readonly string[]): TaskRow[] {
  return [...grouped(tasks, ({ decision_id }) => decision_id).values()].flatMap((ofDecision) => {
    const isStopped = ofDecision.some(
      ({ state, system }) => WITH_A_PERSON.has(state) || !isServed(system, installed),
    );
    return ofDecision.filter(({ state, system, channel }) => {
      if (FINAL.has(state) || WITH_A_PERSON.has(state)) return false;
      if (state === 'waiting') return !isStopped;
      return !(state === 'queued' && channel === 'automatic' && !isServed(system, installed));
    });
  });
}

const isServed = (system: string, installed: readonly string[]): boolean => installed.includes(system);

/** What each lie or refusal of a system may end in. */
const EXPLAINED: Readonly<Record<string, readonly string[]>> = {
  'read-back-differs': ['not-stored', 'wrong-client'],
  'rejected-by-system': ['status-4xx', 'unknown-client', 'no-rights', 'not-stored', 'wrong-client'],
};

/** I8, and of I1 that each end explains itself. */
export function checkEnds(history: History, picture: Picture, installed: readonly string[]): Violation[] {
  const violations: Violation[] = openTasks(picture, installed).map((task) => ({
    invariant: 'I8',
    rule: 'not-settled',
    told: `${task.system}/${task.record} v${String(task.version)} is still ${task.state}`,
    decisionId: task.decision_id,
    taskId: task.id,
  }));
  for (const task of picture.tasks) {
    if (task.state !== 'needs-attention') continue;
    if (isExplained(task, history.faults) || isQuarantined(task, picture.attempts)) continue;
    violations.push({
      invariant: 'I1',
      rule: 'unexplained-end',
      told: `${task.system}/${task.record} needs attention (${task.reason ?? ''}), and nothing was done to ${task.system} that explains it`,
      decisionId: task.decision_id,
      taskId: task.id,
    });
  }
  return violations;
}

function isExplained({ reason, system }: TaskRow, faults: readonly DoneFault[]): boolean {
  const causes = EXPLAINED[reason ?? ''] ?? [];
  return faults.some(
    ({ name, target }) => causes.includes(name) && (target === system || isBehind(system, target)),
  );
}

/** In whose attempts three workers got lost is not taken again by itself (R19). */
const QUARANTINED_AFTER = 3;

function isQuarantined({ id, reason }: TaskRow, attempts: readonly AttemptRow[]): boolean {
  const lost = attempts.filter(({ task, code }) => task === id && code === 'lease-lost');
  return ['outcome-unknown', 'retries-exhausted'].includes(reason ?? '') && lost.length >= QUARANTINED_AFTER;
}

/** Lifecare archives its own records to Kanta: what it lies about is then not there either. */
const isBehind = (system: string, target: string): boolean => system === 'kanta' && target === 'lifecare';
