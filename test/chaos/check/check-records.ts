import type { JournalRow } from '../../e2e/house/views.js';
import type { History, SentDecision } from '../load/history.js';
import { versionIn } from '../load/templates.js';
import { FINAL, grouped } from './picture.js';
import type { Picture, TaskRow } from './picture.js';
import type { Violation } from './violation.js';

/** A row of a system's journal, with the decision that it is of; none for one under a client that nobody knows. */
interface Row extends JournalRow {
  readonly system: string;
  readonly decision: SentDecision | undefined;
}

/** I2, I3, I4 and what of I10 the systems can tell. */
export function checkRecords(history: History, picture: Picture, isSettled: boolean): Violation[] {
  const byClient = new Map(history.decisions.map((decision) => [decision.client, decision]));
  const rows: Row[] = [...picture.journals].flatMap(([system, journal]) =>
    journal.map((row) => ({ ...row, system, decision: byClient.get(row.client) })),
  );
  const tasks = grouped(picture.tasks, ({ decision_id }) => decision_id);
  return [
    ...checkSeries(rows),
    ...checkLiveRecords(rows),
    ...checkConfirmed(picture, rows, byClient),
    ...checkWithheld(history, rows, tasks),
    ...(isSettled ? checkExplained(rows, tasks) : []),
    ...(isSettled ? checkTakenBack(rows, tasks) : []),
  ];
}

const place = ({ system, record, operation, version, client }: Row): string =>
  `${system}/${record} ${operation} ${version}${client === '' ? ' of nobody' : ''}`;

const of = (row: Row): { decisionId?: string } =>
  row.decision === undefined ? {} : { decisionId: row.decision.decisionId };

/** Each record's versions come one after the other, and what they say never gets older. */
function checkSeries(rows: readonly Row[]): Violation[] {
  return [...grouped(rows, ({ system, key }) => `${system} ${key}`).values()].flatMap((series) => {
    const violations: Violation[] = [];
    const seen = new Set<string>();
    let newest = 0;
    for (const row of series) {
      const version = `${row.id} ${row.version}`;
      if (seen.has(version)) {
        violations.push({
          invariant: 'I2',
          rule: 'version-twice',
          told: `${place(row)} is there twice`,
          ...of(row),
        });
      }
      seen.add(version);
      const said = row.decision === undefined ? undefined : versionIn(row.content, row.decision.n);
      if (said !== undefined && said < newest) {
        const told = `${place(row)} says version ${String(said)} after version ${String(newest)}`;
        violations.push({ invariant: 'I3', rule: 'version-goes-back', told, ...of(row) });
      }
      newest = Math.max(newest, said ?? 0);
    }
    return violations;
  });
}

/** Of each place of a decision at most one record is in force, whatever keys it was written under. */
function checkLiveRecords(rows: readonly Row[]): Violation[] {
  const ours = rows.filter(({ decision }) => decision !== undefined);
  const places = grouped(ours, ({ system, record, client }) => `${system} ${record} ${client}`);
  return [...places.values()].flatMap((all) => {
    const last = new Map(all.map((row) => [row.key, row]));
    const live = [...last.values()].filter(({ operation }) => operation !== 'nullify');
    const creates = grouped(
      all.filter(({ operation }) => operation === 'create'),
      ({ key }) => key,
    );
    const doubled = [...creates.values()].find((rowsOfKey) => rowsOfKey.length > 1);
    const second = live[1] ?? doubled?.[1];
    if (second === undefined) return [];
    return [
      {
        invariant: 'I2',
        rule: 'recorded-twice',
        told: `${place(second)} is a second record of the same`,
        ...of(second),
      },
    ];
  });
}

/** What the ledger calls confirmed is in the system: under that id and version, of that client, of that version's text. */
function checkConfirmed(
  picture: Picture,
  rows: readonly Row[],
  byClient: ReadonlyMap<string, SentDecision>,
): Violation[] {
  const byVersion = new Map(rows.map((row) => [`${row.system} ${row.id} ${row.version}`, row]));
  const byDecision = new Map([...byClient.values()].map((decision) => [decision.decisionId, decision]));
  return picture.tasks.flatMap((task): Violation[] => {
    if (task.state !== 'confirmed') return [];
    const at = { decisionId: task.decision_id, taskId: task.id };
    const named = `${task.system}/${task.record} ${task.operation} v${String(task.version)}`;
    const row = byVersion.get(`${task.system} ${task.target_id ?? ''} ${task.target_version ?? ''}`);
    if (row === undefined) {
      return [
        {
          invariant: 'I4',
          rule: 'confirmed-and-absent',
          told: `${named} is confirmed, and not in the journal`,
          ...at,
        },
      ];
    }
    const decision = byDecision.get(task.decision_id);
    if (decision !== undefined && row.client !== decision.client) {
      return [
        {
          invariant: 'I4',
          rule: 'confirmed-under-another-client',
          told: `${named} is recorded under another client`,
          ...at,
        },
      ];
    }
    if (row.operation !== task.operation && !isArchived(row, rows)) {
      return [
        {
          invariant: 'I4',
          rule: 'confirmed-as-another-operation',
          told: `${named} is in the journal as ${row.operation}`,
          ...at,
        },
      ];
    }
    const said = decision === undefined ? undefined : versionIn(row.content, decision.n);
    if (task.operation !== 'nullify' && said !== undefined && said !== task.version) {
      return [
        {
          invariant: 'I4',
          rule: 'confirmed-with-other-content',
          told: `${named} holds the text of version ${String(said)}`,
          ...at,
        },
      ];
    }
    return [];
  });
}

/** Where consent is missing, nothing of the decision is anywhere; where all tasks of a place are withheld, nothing is there. */
function checkWithheld(
  history: History,
  rows: readonly Row[],
  tasks: ReadonlyMap<string, readonly TaskRow[]>,
): Violation[] {
  const byDecision = grouped(rows, ({ decision }) => decision?.decisionId ?? '');
  return history.decisions.flatMap(({ decisionId, template }): Violation[] => {
    const written = byDecision.get(decisionId) ?? [];
    const planned = tasks.get(decisionId) ?? [];
    const wrong = written.find((row) => {
      const ofPlace = planned.filter(({ system, record }) => system === row.system && record === row.record);
      return (
        template.isWithheld === true ||
        (ofPlace.length > 0 && ofPlace.every(({ state }) => state === 'withheld'))
      );
    });
    if (wrong === undefined) return [];
    return [
      {
        invariant: 'I10',
        rule: 'written-without-consent',
        told: `${place(wrong)} was written without consent`,
        decisionId,
      },
    ];
  });
}

/** Once all is settled, every row is some task's, or of a series that a person has to look at. */
function checkExplained(rows: readonly Row[], tasks: ReadonlyMap<string, readonly TaskRow[]>): Violation[] {
  return rows.flatMap((row): Violation[] => {
    if (row.decision === undefined) return [];
    const ofPlace = (tasks.get(row.decision.decisionId) ?? []).filter(
      ({ system, record }) => system === row.system && record === row.record,
    );
    const isKnown = ofPlace.some((task) => task.target_id === row.id && task.target_version === row.version);
    if (isKnown || ofPlace.some(({ state }) => !FINAL.has(state)) || isArchived(row, rows)) return [];
    return [
      {
        invariant: 'I4',
        rule: 'record-of-nobody',
        told: `${place(row)} is in the journal, and no task knows of it`,
        ...of(row),
      },
    ];
  });
}

/** Of a decision that was cancelled nothing is in force any more, but where a person still has to take it back. */
function checkTakenBack(rows: readonly Row[], tasks: ReadonlyMap<string, readonly TaskRow[]>): Violation[] {
  const last = [...grouped(rows, ({ system, key }) => `${system} ${key}`).values()].flatMap(
    (series) => series.at(-1) ?? [],
  );
  return last.flatMap((row): Violation[] => {
    const cancelled = row.decision?.events.find(({ kind }) => kind === 'cancelled');
    if (cancelled?.acknowledgedAt === undefined || row.operation === 'nullify') return [];
    const isOpen = (tasks.get(row.decision?.decisionId ?? '') ?? []).some(
      ({ system, record, state }) => system === row.system && record === row.record && !FINAL.has(state),
    );
    if (isOpen || isArchived(row, rows)) return [];
    const told = `${place(row)} is in force, and its decision was cancelled`;
    return [{ invariant: 'I10', rule: 'in-force-after-cancellation', told, ...of(row) }];
  });
}

/** Lifecare archives its own records to Kanta, also a version whose task in Kanta had nothing to do any more. */
const isArchived = ({ system, record, client }: Row, rows: readonly Row[]): boolean =>
  system === 'kanta' &&
  rows.some((row) => row.system === 'lifecare' && row.record === record && row.client === client);
