import type { History, SentDecision, SentEvent } from '../load/history.js';
import { grouped } from './picture.js';
import type { EventRow, Picture, TaskRow } from './picture.js';
import type { Violation } from './violation.js';

interface Known {
  readonly events: ReadonlyMap<string, EventRow>;
  readonly tasks: ReadonlyMap<string, TaskRow>;
  readonly byEvent: ReadonlyMap<string, readonly TaskRow[]>;
}

/** I1, I11: everything that was acknowledged is there, whole; nothing good was refused. */
export function checkIntake(history: History, picture: Picture): Violation[] {
  const known: Known = {
    events: new Map(picture.events.map((event) => [event.event_id, event])),
    tasks: new Map(picture.tasks.map((task) => [task.id, task])),
    byEvent: grouped(picture.tasks, ({ event }) => event),
  };
  return history.decisions.flatMap((decision) =>
    decision.events.flatMap((sent) => [
      ...checkRefusal(decision, sent),
      ...(isAcknowledged(sent, picture) ? checkAcknowledged(decision, sent, known) : []),
    ]),
  );
}

/** Whether it was when the ledger was looked at; while faults go on, more is acknowledged meanwhile. */
const isAcknowledged = ({ acknowledgedAt }: SentEvent, { takenAt }: Picture): boolean =>
  acknowledgedAt !== undefined && acknowledgedAt <= takenAt;

function checkRefusal({ decisionId }: SentDecision, sent: SentEvent): Violation[] {
  if (sent.refused === undefined) return [];
  const told = `${sent.kind} v${String(sent.version)} was refused with ${sent.refused} after ${sent.answers.join(', ')}`;
  return [{ invariant: 'I1', rule: 'good-event-refused', told, decisionId }];
}

function checkAcknowledged(decision: SentDecision, sent: SentEvent, known: Known): Violation[] {
  const { decisionId } = decision;
  const name = `${sent.kind} v${String(sent.version)} (${sent.event.id})`;
  const row = known.events.get(sent.event.id);
  if (row === undefined) {
    return [
      {
        invariant: 'I11',
        rule: 'acknowledged-and-lost',
        told: `${name} was acknowledged, and is not in the ledger`,
        decisionId,
      },
    ];
  }
  const told = sent.answer?.tasks ?? [];
  const stored = known.byEvent.get(row.repeats ?? row.id) ?? [];
  const violations: Violation[] = [];
  for (const { id, system, record } of told) {
    if (known.tasks.has(id)) continue;
    violations.push({
      invariant: 'I1',
      rule: 'task-lost',
      told: `${name}: ${system}/${record} was told and is not in the ledger`,
      decisionId,
      taskId: id,
    });
  }
  if (stored.length !== told.length) {
    violations.push({
      invariant: 'I1',
      rule: 'plan-differs',
      told: `${name}: ${String(told.length)} tasks were told, ${String(stored.length)} are stored`,
      decisionId,
    });
  }
  return [...violations, ...checkPlan(decision, sent, stored)];
}

/** Version 1 has the tasks that the contract's case names; who planned it in which storm makes no difference. */
function checkPlan(
  { template, decisionId }: SentDecision,
  sent: SentEvent,
  stored: readonly TaskRow[],
): Violation[] {
  if (template.places === undefined || sent.kind !== 'made' || sent.version !== 1) return [];
  const planned = stored.map(({ system, record }) => `${system}/${record}`).toSorted();
  const expected = template.places.toSorted();
  if (JSON.stringify(planned) === JSON.stringify(expected)) return [];
  const told = `${template.name} is to be ${expected.join(', ')}, and was planned as ${planned.join(', ') || 'nothing'}`;
  return [{ invariant: 'I1', rule: 'plan-incomplete', told, decisionId }];
}
