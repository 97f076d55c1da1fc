import type { Deaths } from '#domain';
import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';
import type { WantedJob } from '../outbox.js';

/**
 * Looks at a job without locking anything.
 * @returns the task's temporary failures so far; undefined when the job is old and nothing is to be done for it
 */
export async function peekFailures(
  db: Database,
  { taskId, generation, endpoint }: WantedJob,
): Promise<number | undefined> {
  const { rows } = await sql<{ failures: number }>`
    select failures from task
    where id = ${taskId}::uuid and generation = ${generation} and endpoint = ${endpoint}
      and state in ('queued', 'retrying', 'unknown', 'unconfirmed')
  `.execute(db);
  return rows[0]?.failures;
}

/** A job that was taken from its queue and may not be run now: it is wanted again a little later. */
export async function putBack(
  db: Database,
  { taskId, generation }: Pick<WantedJob, 'taskId' | 'generation'>,
  delayMs: number,
): Promise<void> {
  await sql`
    update outbox set relayed_at = null, due_at = now() + make_interval(secs => ${delayMs / 1000})
    where task = ${taskId}::uuid and generation = ${generation}
  `.execute(db);
}

/** @returns whether a job has been in the endpoint's queue and due for so long */
export async function hasWaitingJob(db: Database, endpoint: string, forMs: number): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (
      select from outbox where endpoint = ${endpoint} and relayed_at is not null
        and due_at < now() - make_interval(secs => ${forMs / 1000})
    ) as waits
  `.execute(db);
  return rows[0]?.waits === true;
}

export interface JobCount {
  readonly endpoint: string;
  /** Due, and not in their queue yet. */
  readonly due: number;
  /** In their queue, or taken from it. */
  readonly queued: number;
}

/** @returns a row for each of the endpoints, also where no job is wanted */
export async function countJobs(db: Database, endpoints: readonly string[]): Promise<JobCount[]> {
  const { rows } = await sql<JobCount>`
    select e.endpoint, (count(o.task) filter (where o.relayed_at is null and o.due_at <= now()))::int as due,
      (count(o.task) filter (where o.relayed_at is not null))::int as queued
    from unnest(${[...endpoints]}::text[]) as e(endpoint) left join outbox o on o.endpoint = e.endpoint
    group by e.endpoint
  `.execute(db);
  return rows;
}

/**
 * Counts the attempts of the task that lost their lease, the open ones included: each time, a worker died or was
 * stopped. A worker's name is that of one process, so that what died with it is known.
 */
export async function countDeaths(tx: LedgerTransaction, taskId: string): Promise<Deaths> {
  const { rows } = await sql<Deaths>`
    select count(*)::int as "all", (count(*) filter (where not exists (
      select from attempt b
      where b.worker = a.worker and b.id <> a.id and (b.ended_at is null or b.code = 'lease-lost'))))::int as alone
    from attempt a
    where a.task = ${taskId}::uuid and (a.ended_at is null or a.code = 'lease-lost')
  `.execute(tx);
  return rows[0] ?? { alone: 0, all: 0 };
}
