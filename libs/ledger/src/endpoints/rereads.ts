import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Database } from '../database.js';
import type { LockedDecision } from '../locked-decision.js';
import type { FindingKind } from '../closing/findings.js';

/** A confirmed record that is to be read once more. */
export interface Reread {
  readonly taskId: string;
  /** Looks before this one that found nothing. */
  readonly absences: number;
}

/** What looking once more showed. */
export interface RereadResult {
  readonly outcome: string;
  readonly code: string;
  /** Codes of what differs, never values. */
  readonly differences: readonly string[];
  readonly finding?: Extract<FindingKind, 'record-drifted' | 'record-gone'>;
}

/**
 * Chooses the day's sample, once: of each endpoint's records that were read back, this share and at least one. Only
 * the newest record of a series can be compared with its task.
 * @param day `YYYY-MM-DD` in Europe/Helsinki
 * @returns how many were chosen; undefined when the day has its sample already
 */
export async function chooseRereads(db: Database, day: string, share: number): Promise<number | undefined> {
  const { rows } = await sql<{ chosen: number }>`
    with today as (
      insert into reread_day (day) values (${day}::date) on conflict (day) do nothing returning day
    ), candidate as (
      select t.id, t.endpoint, row_number() over (partition by t.endpoint order by random()) as place,
        count(*) over (partition by t.endpoint) as total
      from task t, today
      where t.state = 'confirmed' and t.evidence_level in ('found', 'verified')
        -- Erased: there is nothing left to compare with.
        and t.content is not null
        and not exists (
          select from task n where n.decision = t.decision and n.endpoint = t.endpoint and n.record = t.record
            and n.ordinal > t.ordinal and n.state not in ('withheld', 'cancelled', 'superseded'))
    ), chosen as (
      insert into record_reread (task, endpoint, due_at)
      select id, endpoint, now() from candidate where place <= greatest(1, ceil(${share}::float8 * total))
      on conflict (task) do nothing
      returning task
    )
    select (select count(*)::int from chosen) as chosen from today
  `.execute(db);
  return rows[0]?.chosen;
}

/** @returns one of the endpoint's that is due, nobody else's until the lease is over */
export async function claimReread(
  db: Database,
  endpoint: string,
  leaseMs: number,
): Promise<Reread | undefined> {
  const { rows } = await sql<{ task: string; absences: number }>`
    update record_reread r set lease_until = now() + make_interval(secs => ${leaseMs / 1000})
    where r.task = (
      select task from record_reread
      where endpoint = ${endpoint} and due_at <= now() and (lease_until is null or lease_until < now())
      order by due_at limit 1 for update skip locked)
    returning r.task, r.absences
  `.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : { taskId: row.task, absences: row.absences };
}

/** It is looked at again later: the system did not answer, or has to show an absence twice. */
export async function postponeReread(
  db: Database,
  { taskId, absences }: Reread,
  delayMs: number,
): Promise<void> {
  await sql`
    update record_reread set due_at = now() + make_interval(secs => ${delayMs / 1000}), lease_until = null,
      absences = ${absences}
    where task = ${taskId}::uuid
  `.execute(db);
}

/** Nothing is left to look at: the task moved on meanwhile. */
export async function dropReread(db: Database, taskId: string): Promise<void> {
  await sql`delete from record_reread where task = ${taskId}::uuid`.execute(db);
}

/** Notes what was found, on the audit log too; it settles nothing. */
export async function endReread(
  { tx, id: decision, now, tasks }: LockedDecision,
  taskId: string,
  { actor, day, result }: { readonly actor: string; readonly day: string; readonly result: RereadResult },
): Promise<void> {
  const task = tasks.find(({ id }) => id === taskId);
  const { outcome, code, differences, finding } = result;
  if (finding !== undefined) {
    await sql`
      insert into finding (id, found_at, kind, day, decision, task)
      values (${uuid()}, ${now}, ${finding}, ${day}::date, ${decision}, ${taskId}::uuid)
      on conflict do nothing
    `.execute(tx);
  }
  await tx
    .insertInto('audit_entry')
    .values({
      at: now,
      kind: 'record.reread',
      actor,
      decision,
      version: task?.version ?? null,
      task: taskId,
      attempt: null,
      facts: JSON.stringify({
        system: task?.system,
        endpoint: task?.endpoint,
        record: task?.record,
        outcome,
        code,
        ...(differences.length === 0 ? {} : { differences }),
      }),
    })
    .execute();
  await sql`delete from record_reread where task = ${taskId}::uuid`.execute(tx);
}
