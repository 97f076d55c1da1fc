import { sql } from 'kysely';
import { FINAL_STATES } from '#domain';
import type { System, TaskState, TrackedTask } from '#domain';
import { findTaskAccess } from './acts/task-access.js';
import type { TaskAccess } from './acts/task-access.js';
import type { Database, LedgerTransaction } from './database.js';
import { TASK_COLUMNS, taskOf } from './task-rows.js';

/** A decision with the tasks of all its versions; no client data. */
export interface DecisionRecord {
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly cancelled: boolean;
  /** Since when its texts are gone: its client was erased, or they were kept long enough. */
  readonly erasedAt: Date | undefined;
  readonly warnings: readonly string[];
  /** Oldest first. */
  readonly tasks: readonly TrackedTask[];
  readonly history: readonly HistoryEntry[];
}

/** What an event was answered with. */
export interface EventAnswer {
  readonly decision: { readonly team: string; readonly decisionId: string; readonly version: number };
  readonly tasks: readonly TrackedTask[];
  readonly warnings: readonly string[];
}

export interface HistoryEntry {
  readonly at: Date;
  readonly type: string;
  readonly version: number;
  readonly eventId: string;
}

export interface TaskRecord extends TaskAccess {
  readonly task: TrackedTask;
  /** Oldest first. */
  readonly attempts: readonly AttemptRecord[];
}

export interface AttemptRecord {
  readonly number: number;
  readonly kind: string;
  readonly begunAt: Date;
  readonly endedAt: Date | undefined;
  readonly outcome: string | undefined;
  readonly code: string | undefined;
  /** From when the client sees the record there, where the system told it. */
  readonly visibleFrom: Date | undefined;
}

export interface EndpointBacklog {
  readonly endpoint: string;
  readonly open: number;
  readonly needsAttention: number;
  /** When the oldest task that is due was due to be sent. */
  readonly oldestDueAt: Date | undefined;
}

export interface OpenTaskCount {
  readonly system: System;
  readonly state: TaskState;
  readonly count: number;
  /** Since the oldest of them was planned. */
  readonly oldestSeconds: number;
}

export async function findDecision(
  db: Database,
  team: string,
  decisionId: string,
): Promise<DecisionRecord | undefined> {
  const row = await db
    .selectFrom('decision as d')
    .innerJoin('decision_version as v', (join) =>
      join.onRef('v.decision', '=', 'd.id').onRef('v.version', '=', 'd.version'),
    )
    .select(['d.id', 'd.team', 'd.decision_id', 'd.version', 'd.cancelled_at', 'd.erased_at', 'v.warnings'])
    .where('d.team', '=', team)
    .where('d.decision_id', '=', decisionId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const tasks = await tasksOfDecision(db, row.id);
  const events = await eventsOfDecision(db, row.id);
  return {
    team: row.team,
    decisionId: row.decision_id,
    version: row.version,
    cancelled: row.cancelled_at !== null,
    erasedAt: row.erased_at ?? undefined,
    warnings: row.warnings,
    tasks,
    history: events,
  };
}

/**
 * @returns the tasks that the event added to its own decision, in their present state, its warnings and its decision;
 * a withdrawal adds tasks to others as well
 */
export async function findAnswer(tx: LedgerTransaction, event: string): Promise<EventAnswer> {
  // One connection: one statement after the other.
  const rows = await tx
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where('event', '=', event)
    .where('decision', '=', (eb) => eb.selectFrom('event').select('decision').where('id', '=', event))
    .orderBy('ordinal')
    .execute();
  const taken = await tx
    .selectFrom('event as e')
    .innerJoin('decision as d', 'd.id', 'e.decision')
    .select(['e.warnings', 'e.version', 'd.team', 'd.decision_id'])
    .where('e.id', '=', event)
    .executeTakeFirstOrThrow();
  return {
    decision: { team: taken.team, decisionId: taken.decision_id, version: taken.version },
    tasks: rows.map(taskOf),
    warnings: taken.warnings,
  };
}

export async function findTask(db: Database, id: string): Promise<TaskRecord | undefined> {
  const row = await db
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where(sql<boolean>`id = ${id}::uuid`)
    .executeTakeFirst();
  const access = row === undefined ? undefined : await findTaskAccess(db, row.id);
  if (row === undefined || access === undefined) return undefined;
  const attempts = await db
    .selectFrom('attempt')
    .select(['number', 'kind', 'begun_at', 'ended_at', 'outcome', 'code', 'visible_from'])
    .where('task', '=', row.id)
    .orderBy('number')
    .execute();
  return {
    ...access,
    task: taskOf(row),
    attempts: attempts.map((attempt) => ({
      number: attempt.number,
      kind: attempt.kind,
      begunAt: attempt.begun_at,
      endedAt: attempt.ended_at ?? undefined,
      outcome: attempt.outcome ?? undefined,
      code: attempt.code ?? undefined,
      visibleFrom: attempt.visible_from ?? undefined,
    })),
  };
}

/** What waits at each endpoint that has open tasks. */
export async function endpointBacklogs(db: Database): Promise<EndpointBacklog[]> {
  const rows = await db
    .selectFrom('task as t')
    .leftJoin('outbox as o', 'o.task', 't.id')
    .select([
      't.endpoint',
      sql<number>`count(*)::int`.as('open'),
      sql<number>`count(*) filter (where t.state = 'needs-attention')::int`.as('needs_attention'),
      sql<Date | null>`min(coalesce(o.due_at, t.updated_at)) filter (where t.state in
        ('queued', 'retrying', 'unknown', 'unconfirmed'))`.as('oldest_due_at'),
    ])
    .where('t.state', 'not in', FINAL_STATES)
    .groupBy('t.endpoint')
    .execute();
  return rows.map((row) => ({
    endpoint: row.endpoint,
    open: row.open,
    needsAttention: row.needs_attention,
    oldestDueAt: row.oldest_due_at ?? undefined,
  }));
}

async function tasksOfDecision(db: Database, decision: string): Promise<TrackedTask[]> {
  const rows = await db
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where('decision', '=', decision)
    .orderBy('ordinal')
    .execute();
  return rows.map(taskOf);
}

async function eventsOfDecision(db: Database, decision: string): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('event')
    .select(['taken_at', 'type', 'version', 'event_id'])
    .where('decision', '=', decision)
    .where('repeats', 'is', null)
    .orderBy('taken_at')
    .execute();
  return rows.map((row) => ({
    at: row.taken_at,
    type: row.type,
    version: row.version,
    eventId: row.event_id,
  }));
}

/** How many tasks are in each open state, for the figures. */
export async function countOpenTasks(db: Database): Promise<OpenTaskCount[]> {
  const rows = await db
    .selectFrom('task')
    .select([
      'system',
      'state',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`extract(epoch from now() - min(created_at))::float8`.as('oldestSeconds'),
    ])
    .where('state', 'not in', FINAL_STATES)
    .groupBy(['system', 'state'])
    .execute();
  return rows;
}
