import { sql } from 'kysely';
import type { Database } from '../database.js';

/** All that was tried for one task and done with it, in words and times: nothing of what is recorded. */
export interface TaskCourse {
  readonly plannedAt: Date;
  /** Oldest first. */
  readonly attempts: readonly CourseAttempt[];
  /** Its entries on the audit log, oldest first, but those of attempts. */
  readonly events: readonly CourseEvent[];
}

export interface CourseAttempt {
  readonly number: number;
  /** `write`, `look-up`, `read-back` */
  readonly kind: string;
  /** The process that did it. */
  readonly worker: string;
  readonly begunAt: Date;
  readonly endedAt: Date | undefined;
  readonly outcome: string | undefined;
  readonly code: string | undefined;
}

export interface CourseEvent {
  readonly kind: string;
  readonly at: Date;
}

/** More is no course that anybody reads; the log has them all. */
const MOST_EVENTS = 200;

/** @param id of a task, in the form of a UUID @returns undefined for a task that there is not */
export async function readTaskCourse(db: Database, id: string): Promise<TaskCourse | undefined> {
  const task = await db
    .selectFrom('task')
    .select(['id', 'created_at'])
    .where(sql<boolean>`id = ${id}::uuid`)
    .executeTakeFirst();
  if (task === undefined) return undefined;
  const attempts = await db
    .selectFrom('attempt')
    .select(['number', 'kind', 'worker', 'begun_at', 'ended_at', 'outcome', 'code'])
    .where('task', '=', task.id)
    .orderBy('number')
    .execute();
  const { rows: events } = await sql<CourseEvent>`
    select kind, at from audit_entry
    where task = ${task.id} and kind like 'task.%'
    order by id desc
    limit ${MOST_EVENTS}
  `.execute(db);
  return {
    plannedAt: task.created_at,
    attempts: attempts.map((attempt) => ({
      number: attempt.number,
      kind: attempt.kind,
      worker: attempt.worker,
      begunAt: attempt.begun_at,
      endedAt: attempt.ended_at ?? undefined,
      outcome: attempt.outcome ?? undefined,
      code: attempt.code ?? undefined,
    })),
    events: events.reverse(),
  };
}
