import type { TaskId } from '#domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';

/** When a task that fails and fails is a person's. */
export interface OfferRule {
  /** So long before its deadline. */
  readonly beforeMs: number;
  readonly limit: number;
}

/**
 * Tasks that the adapter can send, and cannot get sent, with their deadline near: they fail, or their endpoint does, so
 * that its breaker does not even let them begin. A task whose deadline was near
 * already when it came gets as much time; one that a person gave back stays with the adapter.
 */
export async function findTasksToOffer(db: Database, { beforeMs, limit }: OfferRule): Promise<TaskId[]> {
  const { rows } = await sql<{ id: TaskId }>`
    select t.id from task t
    where t.state in ('queued', 'retrying') and t.channel = 'automatic' and not t.sent
      and (t.failures > 0 or exists (select from endpoint_state s where s.endpoint = t.endpoint
        and s.breaker->>'phase' in ('open', 'probing')))
      and greatest(t.due_at, t.created_at + 2 * ${interval(beforeMs)}) <= now() + ${interval(beforeMs)}
      and not exists (select from task_act a where a.task = t.id and a.kind = 'give-back')
    order by t.due_at
    limit ${limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

const interval = (ms: number) => sql`make_interval(secs => ${ms / 1000})`;
