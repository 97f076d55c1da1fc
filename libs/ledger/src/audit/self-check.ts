import type { FullNode } from '#audit';
import { isFinal, TASK_STATES } from '#domain';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Database } from '../database.js';
import { readNodes } from './tree-nodes.js';

/** A leaf as it is stored: its bytes, and the hash that stands beside them. */
export interface StoredLeaf {
  readonly index: number;
  /** null: pruned */
  readonly body: string | null;
  readonly hash: Buffer;
}

/** Where the ledger and the log tell different things. A closed set; the runbook has a line for each. */
export type LedgerDifference =
  /** The entry's row is another one than its leaf. */
  | 'entry-altered'
  /** The log tells of a task, or of an attempt, that there is not. */
  | 'task-missing'
  | 'attempt-missing'
  /** A task that the log says nowhere was planned, or that ended otherwise than the log says last. */
  | 'plan-not-on-log'
  | 'end-not-on-log'
  /** An attempt that ended, and the log does not say how. */
  | 'attempt-not-on-log';

export interface FoundDifference {
  readonly code: LedgerDifference;
  readonly decision: string | null;
  readonly task: string | null;
  /** Place on the log, where it has one. */
  readonly index: number | null;
}

/** Not every step between is on the log as a state of the task; each end is. */
const ENDS = TASK_STATES.filter(isFinal);

/** Reads what the log's own check holds against each other, in small batches. */
export class AuditSelfCheck {
  constructor(private readonly db: Database) {}

  /** @returns leaves from this index on, below `until`, in their order */
  async leaves(from: number, until: number, limit: number): Promise<StoredLeaf[]> {
    const { rows } = await sql<StoredLeaf>`
      select l.index::float8 as index, l.body, l.leaf_hash as hash from audit_leaf l
      where l.index >= ${from} and l.index < ${until} order by l.index limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** @throws AuditTreeDamaged when one is not there */
  nodes(nodes: readonly FullNode[]): Promise<readonly Buffer[]> {
    return readNodes(this.db, nodes);
  }

  /** @returns signed notes of the sizes above `from` up to `until`, smallest first */
  async checkpoints(
    from: number,
    until: number,
  ): Promise<readonly { readonly size: number; readonly note: string }[]> {
    const { rows } = await sql<{ size: number; note: string }>`
      select size::float8 as size, note from audit_checkpoint where size > ${from} and size <= ${until} order by size
    `.execute(this.db);
    return rows;
  }

  /** Holds the entries' rows against the leaves `from` to `until - 1`. */
  async alteredEntries(from: number, until: number): Promise<FoundDifference[]> {
    const { rows } = await sql<FoundDifference>`
      with given as materialized (
        select l.index, l.body::jsonb as body, l.kind as leaf_kind, l.decision as leaf_decision, e.*
        from audit_leaf l left join audit_entry e on e.id = l.entry
        where l.index >= ${from} and l.index < ${until} and l.body is not null)
      select 'entry-altered' as code, g.leaf_decision as decision, g.task, g.index::float8 as index from given g
      where (g.id::text, g.kind, g.task::text, g.attempt::text, g.decision, g.leaf_kind,
          date_trunc('milliseconds', g.at),
          g.facts ->> 'state', g.facts ->> 'outcome', g.facts ->> 'code')
        is distinct from (g.body ->> 'id', g.body ->> 'kind', g.body ->> 'task', g.body ->> 'attempt', g.leaf_decision,
          g.body ->> 'kind', (g.body ->> 'at')::timestamptz,
          g.body #>> '{outcome,state}', g.body #>> '{outcome,outcome}', g.body #>> '{outcome,code}')
        or right(g.actor, length(g.body #>> '{who,id}')) <> g.body #>> '{who,id}'
      union all
      select 'task-missing', g.leaf_decision, g.task, g.index::float8 from given g
      where g.task is not null and not exists (select from task t where t.id = g.task)
      union all
      select 'attempt-missing', g.leaf_decision, g.task, g.index::float8 from given g
      where g.attempt is not null and not exists (select from attempt a where a.id = g.attempt)
      order by index
    `.execute(this.db);
    return rows;
  }

  /**
   * Holds tasks against the log, from the task after `after` on: each was planned on it, stands as it says last, and
   * each attempt of it that ended did so on it. Tasks that an entry still waits for, and decisions of which entries
   * were pruned, are left alone.
   * @returns `last`: the last task that was looked at; undefined when there is none after `after`
   */
  async tasks(
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly last: string | undefined; readonly found: readonly FoundDifference[] }> {
    const { rows: some } = await sql<{ id: string }>`
      select id from task where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid order by id limit ${limit}
    `.execute(this.db);
    const ids = some.map(({ id }) => id);
    if (ids.length === 0) return { last: undefined, found: [] };
    const { rows: found } = await sql<FoundDifference>`
      with chosen as materialized (
        select t.id, t.decision, t.state from task t
        where t.id = any(${ids}::uuid[])
          and not exists (select from audit_entry e join audit_pending p on p.entry = e.id where e.task = t.id)
          and not exists (select from audit_leaf l where l.decision = t.decision and l.body is null))
      select 'plan-not-on-log' as code, c.decision, c.id as task, null::float8 as index from chosen c
      where not exists (
        select from audit_entry e join audit_leaf l on l.entry = e.id
        where e.task = c.id and l.kind = 'task.planned')
      union all
      select 'end-not-on-log', c.decision, c.id, null from chosen c
      cross join lateral (select (
        select l.body::jsonb #>> '{outcome,state}' from audit_entry e join audit_leaf l on l.entry = e.id
        where e.task = c.id and l.body::jsonb #>> '{outcome,state}' is not null
        order by l.index desc limit 1) as state) as logged
      where (c.state = any(${ENDS}::text[]) or logged.state = any(${ENDS}::text[]))
        and c.state is distinct from logged.state
      union all
      select 'attempt-not-on-log', c.decision, c.id, null from chosen c
      where exists (
        select from attempt a where a.task = c.id and a.ended_at is not null and not exists (
          select from audit_entry e join audit_leaf l on l.entry = e.id
          where e.task = c.id and e.attempt = a.id and l.kind = 'attempt.ended'))
    `.execute(this.db);
    return { last: ids.at(-1), found };
  }

  /** Each is a finding once, however often it is found. */
  async noteFindings(
    day: string,
    found: readonly { readonly decision: string | null; readonly task: string | null }[],
  ): Promise<void> {
    const rows = found.map(({ decision, task }) => ({ id: uuid(), decision, task }));
    await sql`
      insert into finding (id, found_at, kind, day, decision, task)
      select f.id, clock_timestamp(), 'audit-log-differs', ${day}::date, d.id, f.task
      from jsonb_to_recordset(${JSON.stringify(rows)}) as f(id uuid, decision uuid, task uuid)
      left join decision d on d.id = f.decision
      on conflict do nothing
    `.execute(this.db);
  }
}
