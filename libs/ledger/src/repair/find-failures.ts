import type { Reason, System, TaskId, TaskState, TrackedTask } from '#domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';
import { TASK_COLUMNS, taskOf } from '../task-rows.js';
import { conditionOf, LAST_ATTEMPT } from './repair-filter.js';
import type { RepairFilter } from './repair-filter.js';

/** Tasks that fail for the same cause. */
export interface FailureGroup {
  readonly system: System;
  readonly endpoint: string;
  readonly reason: Reason | null;
  /** Of the last attempt that ended, if any did. */
  readonly outcome: string | null;
  readonly code: string | null;
  readonly count: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** The newest of them. */
  readonly sampleTaskIds: readonly TaskId[];
}

export interface Failures {
  /** So many of the newest failing tasks were looked at. */
  readonly examined: number;
  readonly groups: readonly FailureGroup[];
}

/** What fails, or failed for good; what is only on its way is no failure. */
const FAILING: readonly TaskState[] = ['needs-attention', 'retrying', 'unknown'];

/** The newest failing tasks by their normalised cause, most of them first. */
export async function findFailures(db: Database, examinedAtMost: number): Promise<Failures> {
  const { rows } = await sql<FailureGroup>`
    with examined as (
      select t.id, t.system, t.endpoint, t.reason, a.outcome, a.code, coalesce(a.ended_at, t.updated_at) as seen
      from (
        select id, system, endpoint, reason, updated_at from task
        where state in (${sql.join(FAILING.map((state) => sql.lit(state)))})
        order by updated_at desc
        limit ${examinedAtMost}
      ) t ${LAST_ATTEMPT}
    )
    select system, endpoint, reason, outcome, code, count(*)::int as count, min(seen) as "firstSeen",
      max(seen) as "lastSeen", (array_agg(id order by seen desc))[1:5] as "sampleTaskIds"
    from examined
    group by system, endpoint, reason, outcome, code
    order by count(*) desc, system, endpoint
  `.execute(db);
  return { examined: rows.reduce((sum, { count }) => sum + count, 0), groups: rows };
}

/** A task that a filter finds, with its decision's row: tasks of one decision are judged together. */
export interface FoundTask {
  readonly taskId: TaskId;
  readonly decision: string;
}

/** @throws EmptyRepairFilter */
export async function findRepairTasks(
  db: Database,
  filter: RepairFilter,
  limit: number,
): Promise<FoundTask[]> {
  const { rows } = await sql<FoundTask>`
    select t.id as "taskId", t.decision from task t ${LAST_ATTEMPT}
    where ${conditionOf(filter)}
    order by t.due_at, t.id
    limit ${limit}
  `.execute(db);
  return rows;
}

/**
 * The tasks themselves, in the order in which a plan would take them.
 * @throws EmptyRepairFilter
 */
export async function listRepairTasks(
  db: Database,
  filter: RepairFilter,
  limit: number,
): Promise<TrackedTask[]> {
  const found = await findRepairTasks(db, filter, limit);
  if (found.length === 0) return [];
  const rows = await db
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where(
      'id',
      'in',
      found.map(({ taskId }) => taskId),
    )
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return rows.map(taskOf);
}
