import { sql } from 'kysely';
import type { Database } from './database.js';

/** A job that is wanted: ids only, so that nothing else can reach Redis (ground rules 1 and 9). */
export interface WantedJob {
  readonly taskId: string;
  readonly endpoint: string;
  readonly generation: number;
}

/**
 * Hands due jobs to `enqueue`, then marks them relayed. Claimed by state, never by a cursor (R4): several relays
 * may run. A crash between the two repeats safely, since a job's id is derived from task and generation.
 * @returns how many were relayed; fewer than the limit means that nothing more is due
 */
export async function relayOutbox(
  db: Database,
  limit: number,
  enqueue: (jobs: readonly WantedJob[]) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('outbox')
      .select(['task as taskId', 'endpoint', 'generation'])
      .where('relayed_at', 'is', null)
      .where('due_at', '<=', sql<Date>`now()`)
      .orderBy('due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    if (due.length === 0) return 0;
    await enqueue(due);
    await tx
      .updateTable('outbox')
      .set({ relayed_at: sql`now()` })
      .where(
        'task',
        'in',
        due.map((job) => job.taskId),
      )
      .execute();
    return due.length;
  });
}

/**
 * Wants again every job that was put into a queue before then and not begun since. Adding a job that is still
 * there changes nothing, so this is safe to repeat.
 * @param held endpoints whose jobs lie in their queues on purpose
 * @returns how many are wanted again
 */
export async function rewantRelayed(
  db: Database,
  olderThanMs: number,
  held: readonly string[],
): Promise<number> {
  const result = await db
    .updateTable('outbox')
    .set({ relayed_at: null })
    .where('relayed_at', '<=', sql<Date>`now() - make_interval(secs => ${olderThanMs / 1000})`)
    .where(sql<boolean>`endpoint <> all(${[...held]}::text[])`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/**
 * Finds tasks that an adapter should work on and for which no job is wanted at all: their endpoint was not
 * installed when they were queued. Wants a job for each. What a person took over is looked up all the same.
 * @param endpoints the installed ones
 * @returns how many were found
 */
export async function wantMissingJobs(db: Database, endpoints: readonly string[]): Promise<number> {
  const result = await sql`
    insert into outbox (task, endpoint, generation, due_at)
    select t.id, t.endpoint, t.generation, now() from task t
    where t.state in ('queued', 'retrying', 'unknown', 'unconfirmed') and t.lease_until is null
      and (t.channel = 'automatic' or t.state in ('unknown', 'unconfirmed')) and t.endpoint = any(${[...endpoints]}::text[])
      and not exists (select from outbox o where o.task = t.id)
    on conflict (task) do nothing
  `.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}

/** @returns seconds since the oldest due job should have been relayed; 0 when none is late */
export async function outboxLagSeconds(db: Database): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select(sql<number>`coalesce(extract(epoch from now() - min(due_at)), 0)::float8`.as('lag'))
    .where('relayed_at', 'is', null)
    .where('due_at', '<=', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return row.lag;
}

/** @returns ids of tasks whose attempt outlived its lease: the worker died or lost its time */
export async function findLostLeases(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('lease_until', '<', sql<Date>`now()`)
    .orderBy('lease_until')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
