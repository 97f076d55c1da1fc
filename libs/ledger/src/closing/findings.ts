import { sql } from 'kysely';
import type { Database } from '../database.js';

/** What can be found to be other than it must be. A closed set; each has a paragraph in the runbook. */
export const FINDING_KINDS = [
  /** An event was taken, and its version was not stored. */
  'version-not-planned',
  /** A version is stored that no event brought. */
  'version-not-received',
  /** The practice gave no task at all, and the decision is no anonymous consultation. */
  'no-task-planned',
  /** A task that no entry of the log says was planned. */
  'task-without-plan',
  /** The log says that a task was planned, and there is none. */
  'plan-without-task',
  /** A task ended, and no entry of the log says so. */
  'end-not-on-log',
  /** A record that was confirmed is another one now: found when it was read once more. */
  'record-drifted',
  /** A record that was confirmed is not there any more. */
  'record-gone',
  /** The audit log is not what its hashes and signatures say, or tells other than the ledger. */
  'audit-log-differs',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly id: string;
  readonly foundAt: Date;
  readonly kind: FindingKind;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly team: string | undefined;
  readonly decisionId: string | undefined;
  readonly taskId: string | undefined;
}

interface FindingRow {
  readonly id: string;
  readonly found_at: Date;
  readonly kind: FindingKind;
  readonly day: string;
  readonly team: string | null;
  readonly decision_id: string | null;
  readonly task: string | null;
}

/** @returns the newest first */
export async function listFindings(db: Database, limit: number): Promise<Finding[]> {
  const { rows } = await sql<FindingRow>`
    select f.id, f.found_at, f.kind, f.day::text as day, d.team, d.decision_id, f.task
    from finding f left join decision d on d.id = f.decision
    order by f.found_at desc, f.id desc
    limit ${limit}
  `.execute(db);
  return rows.map((row) => ({
    id: row.id,
    foundAt: row.found_at,
    kind: row.kind,
    day: row.day,
    team: row.team ?? undefined,
    decisionId: row.decision_id ?? undefined,
    taskId: row.task ?? undefined,
  }));
}

export interface FindingCount {
  readonly kind: FindingKind;
  readonly count: number;
}

/** @returns every kind, also those of which there is none */
export async function countFindings(db: Database): Promise<FindingCount[]> {
  const { rows } = await sql<FindingCount>`
    select kind, count(*)::int as count from finding group by kind
  `.execute(db);
  return FINDING_KINDS.map((kind) => ({ kind, count: rows.find((row) => row.kind === kind)?.count ?? 0 }));
}
