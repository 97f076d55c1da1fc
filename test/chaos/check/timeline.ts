import type { History } from '../load/history.js';
import type { Picture } from './picture.js';
import type { Violation } from './violation.js';

interface Moment {
  readonly at: Date;
  readonly told: string;
}

const FAULTS_AROUND_MS = 5_000;

/** @returns all that is known of the violation's task or decision, in the order of time; ids and codes only */
export function timelineOf({ decisionId, taskId }: Violation, history: History, picture: Picture): string[] {
  if (decisionId === undefined) return [];
  const tasks = picture.tasks.filter((task) => task.decision_id === decisionId);
  const shown = new Set(taskId === undefined ? tasks.map(({ id }) => id) : [taskId]);
  const names = new Map(
    tasks.map(({ id, system, record, version }) => [id, `${system}/${record} v${String(version)}`]),
  );
  const nameOf = (id: string): string => names.get(id) ?? id;
  const own: Moment[] = [
    ...sentMoments(decisionId, history),
    ...picture.attempts
      .filter(({ task }) => shown.has(task))
      .flatMap((attempt) => [
        {
          at: attempt.begun_at,
          told: `${nameOf(attempt.task)} attempt ${String(attempt.number)}: ${attempt.kind} by ${attempt.worker}`,
        },
        ...(attempt.ended_at === null
          ? []
          : [
              {
                at: attempt.ended_at,
                told: `${nameOf(attempt.task)} attempt ${String(attempt.number)} ended: ${attempt.outcome ?? ''} (${attempt.code ?? ''})`,
              },
            ]),
      ]),
    ...picture.audit
      .filter(
        ({ task, attempt, kind }) =>
          task !== null && shown.has(task) && attempt === null && kind !== 'attempt.ended',
      )
      .map(({ at, kind, task, state }) => ({ at, told: `${nameOf(task ?? '')} ${kind}: ${state ?? ''}` })),
    ...journalMoments(decisionId, history, picture),
  ];
  const from = Math.min(...own.map(({ at }) => at.getTime())) - FAULTS_AROUND_MS;
  const until = Math.max(...own.map(({ at }) => at.getTime())) + FAULTS_AROUND_MS;
  const faults = history.faults
    .filter(({ at }) => at.getTime() >= from && at.getTime() <= until)
    .map(({ at, name, target }) => ({ at, told: `FAULT ${name} ${target}` }));
  return [...own, ...faults]
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, told }) => `  ${at.toISOString().slice(11, 23)}  ${told}`);
}

function sentMoments(decisionId: string, history: History): Moment[] {
  const decision = history.decisions.find((candidate) => candidate.decisionId === decisionId);
  return (decision?.events ?? []).flatMap((sent) => [
    {
      at: sent.firstSentAt,
      told: `sender: ${sent.kind} v${String(sent.version)} sent (${decision?.template.name ?? ''})`,
    },
    ...(sent.acknowledgedAt === undefined
      ? []
      : [
          {
            at: sent.acknowledgedAt,
            told: `sender: ${sent.kind} v${String(sent.version)} acknowledged after ${String(sent.tries)} tries`,
          },
        ]),
  ]);
}

function journalMoments(decisionId: string, history: History, picture: Picture): Moment[] {
  const client = history.decisions.find((candidate) => candidate.decisionId === decisionId)?.client;
  return [...picture.journals].flatMap(([system, rows]) =>
    rows
      .filter((row) => row.client === client)
      .map(({ storedAt, record, operation, version, id }) => ({
        at: new Date(storedAt),
        told: `journal of ${system}: ${record} ${operation} ${id} ${version}`,
      })),
  );
}
