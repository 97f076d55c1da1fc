import { helsinkiDay } from '#domain';
import type { History, SentDecision } from '../load/history.js';
import { grouped } from './picture.js';
import type { AttemptRow, Picture, TaskRow } from './picture.js';
import type { Invariant, Violation } from './violation.js';

/** An absence is believed when it was seen this many times (R9). */
const ABSENCES = 2;
/** Two clocks of one machine, and the millisecond that a timestamp is cut to. */
const SLACK_MS = 20;

/** I5 and the parts of I10 that the journal of attempts tells. */
export function checkAttempts(history: History, picture: Picture, settleMs: number): Violation[] {
  const tasks = new Map(picture.tasks.map((task) => [task.id, task]));
  const decisions = new Map(history.decisions.map((decision) => [decision.decisionId, decision]));
  return [...grouped(picture.attempts, ({ task }) => task)].flatMap(([taskId, attempts]) => {
    const task = tasks.get(taskId);
    if (task === undefined) return [];
    const found = new Findings(task);
    checkOrder(attempts, found, settleMs);
    checkRights(attempts, found, decisions.get(task.decision_id));
    return found.violations;
  });
}

class Findings {
  readonly violations: Violation[] = [];

  constructor(readonly task: TaskRow) {}

  add(invariant: Invariant, rule: string, what: string): void {
    const { id, decision_id, system, record, operation } = this.task;
    this.violations.push({
      invariant,
      rule,
      told: `${system}/${record} ${operation}: ${what}`,
      decisionId: decision_id,
      taskId: id,
    });
  }
}

function checkOrder(attempts: readonly AttemptRow[], found: Findings, settleMs: number): void {
  let unclear: AttemptRow | undefined;
  let absences = 0;
  for (const [index, attempt] of attempts.entries()) {
    const before = attempts[index - 1];
    if (before !== undefined && before.ended_at === null) {
      found.add(
        'I5',
        'two-attempts-at-once',
        `attempt ${String(attempt.number)} began before the one before it had ended`,
      );
    }
    if (attempt.kind === 'write') {
      if (before?.outcome === 'rejected') {
        found.add('I5', 'sent-after-rejection', 'what was rejected was sent again');
      }
      if (before?.outcome === 'recorded') {
        found.add('I5', 'sent-after-recorded', 'what was recorded was sent again');
      }
      if (unclear !== undefined && absences < ABSENCES) {
        found.add(
          'I5',
          'blind-repeat',
          `sent again after ${String(absences)} absent look-ups since an unclear write`,
        );
      }
      absences = 0;
      unclear = attempt.outcome === 'unknown' || attempt.outcome === null ? attempt : undefined;
      continue;
    }
    if (unclear !== undefined && before === unclear && isTooEarly(unclear, attempt, settleMs)) {
      found.add('I5', 'asked-too-early', 'asked before the settle time after an unclear write was over');
    }
    absences = attempt.outcome === 'absent' ? absences + 1 : absences;
    if (attempt.outcome === 'found') unclear = undefined;
  }
}

const isTooEarly = ({ ended_at }: AttemptRow, { begun_at }: AttemptRow, settleMs: number): boolean =>
  ended_at !== null && begun_at.getTime() - ended_at.getTime() < settleMs - SLACK_MS;

const NOT_UNDER_CONSENT = new Set(['consent', 'visit']);

/** What ended was told to its sender: nothing may be begun after that. */
function checkRights(
  attempts: readonly AttemptRow[],
  found: Findings,
  decision: SentDecision | undefined,
): void {
  const { task } = found;
  if (task.operation === 'nullify' || decision === undefined) return;
  const isUnderConsent = !NOT_UNDER_CONSENT.has(task.record);
  const { validUntil } = decision.template.decision.consent ?? {};
  for (const { kind, begun_at } of attempts) {
    if (kind !== 'write') continue;
    if (isUnderConsent && validUntil !== undefined && helsinkiDay(begun_at) > validUntil) {
      found.add('I10', 'written-after-expiry', `written when the consent had expired on ${validUntil}`);
    }
    for (const end of decision.events) {
      const isAfter =
        end.acknowledgedAt !== undefined && begun_at.getTime() > end.acknowledgedAt.getTime() + SLACK_MS;
      if (isAfter && end.kind === 'cancelled') {
        found.add('I10', 'written-after-cancellation', 'written after the cancellation');
      }
      if (isAfter && end.kind === 'withdrawn' && isUnderConsent) {
        found.add('I10', 'written-after-withdrawal', 'written after the withdrawal of the consent');
      }
    }
  }
}
