import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Database, LedgerTransaction } from '../database.js';
import type { FindingKind } from './findings.js';

/** A day to close, as a stretch of time: whoever knows the calendar says from when until when it was. */
export interface ClosingDay {
  /** `YYYY-MM-DD` in Europe/Helsinki */
  readonly day: string;
  readonly from: Date;
  /** Not of the day any more. */
  readonly until: Date;
}

/** The day's counts; the pairs must be equal. */
export interface DailyClosing {
  readonly day: string;
  readonly versionsReceived: number;
  readonly versionsPlanned: number;
  readonly tasksPlanned: number;
  readonly tasksStored: number;
  /** What was found to differ. */
  readonly findings: number;
}

interface Found {
  readonly kind: FindingKind;
  readonly decision: string | null;
  readonly task: string | null;
}

/** @returns the last day that was closed, and when the first event came; what is to be closed lies between */
export async function closingSpan(
  db: Database,
): Promise<{ readonly lastClosed: string | undefined; readonly firstEventAt: Date | undefined }> {
  const { rows } = await sql<{ last: string | null; first: Date | null }>`
    select (select max(day)::text from daily_closing) as last, (select min(taken_at) from event) as first
  `.execute(db);
  return { lastClosed: rows[0]?.last ?? undefined, firstEventAt: rows[0]?.first ?? undefined };
}

/**
 * Holds what came in on a day against what was planned, stored and logged of it: each is counted from another
 * table, so that a loss in one shows in the other.
 * @returns undefined when the day is closed already
 */
export async function closeDay(db: Database, day: ClosingDay): Promise<DailyClosing | undefined> {
  return db.transaction().execute(async (tx) => {
    const counts = await insertClosing(tx, day);
    if (counts === undefined) return undefined;
    const found = await lookForDifferences(tx, day);
    await insertFindings(tx, day, found);
    return { day: day.day, ...counts, findings: found.length };
  });
}

async function insertClosing(tx: LedgerTransaction, { day, from, until }: ClosingDay) {
  const { rows } = await sql<Omit<DailyClosing, 'day' | 'findings'>>`
    insert into daily_closing (day, closed_at, versions_received, versions_planned, tasks_planned, tasks_stored, states)
    select ${day}::date, clock_timestamp(),
      (select count(*) from event
       where type = 'fi.kuittaus.decision.made' and repeats is null and taken_at >= ${from} and taken_at < ${until}),
      (select count(*) from decision_version where taken_at >= ${from} and taken_at < ${until}),
      (select count(*) from audit_entry where kind = 'task.planned' and at >= ${from} and at < ${until}),
      (select count(*) from task where created_at >= ${from} and created_at < ${until}),
      (select coalesce(jsonb_object_agg(state, tasks), '{}') from (
        select state, count(*) as tasks from task where created_at < ${until} group by state) as s)
    on conflict (day) do nothing
    returning versions_received as "versionsReceived", versions_planned as "versionsPlanned",
      tasks_planned as "tasksPlanned", tasks_stored as "tasksStored"
  `.execute(tx);
  return rows[0];
}

/** Each difference by its decision and task, so that somebody can look at it. */
async function lookForDifferences(tx: LedgerTransaction, { from, until }: ClosingDay): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'version-not-planned' as kind, e.decision, null::uuid as task
    from event e
    where e.type = 'fi.kuittaus.decision.made' and e.repeats is null and e.taken_at >= ${from} and e.taken_at < ${until}
      and not exists (select from decision_version v where v.decision = e.decision and v.version = e.version)
    union all
    select 'version-not-received', v.decision, null
    from decision_version v
    where v.taken_at >= ${from} and v.taken_at < ${until}
      and not exists (
        select from event e where e.decision = v.decision and e.version = v.version
          and e.type = 'fi.kuittaus.decision.made' and e.repeats is null)
    union all
    select 'no-task-planned', v.decision, null
    from decision_version v
    where v.taken_at >= ${from} and v.taken_at < ${until} and v.handling <> 'anonymous-consultation'
      and not exists (select from task t where t.decision = v.decision)
    union all
    select 'task-without-plan', t.decision, t.id
    from task t
    where t.created_at >= ${from} and t.created_at < ${until}
      and not exists (select from audit_entry a where a.task = t.id and a.kind = 'task.planned')
    union all
    select 'plan-without-task', a.decision, a.task
    from audit_entry a
    where a.kind = 'task.planned' and a.at >= ${from} and a.at < ${until}
      and not exists (select from task t where t.id = a.task)
    union all
    select 'end-not-on-log', t.decision, t.id
    from task t
    where t.updated_at >= ${from} and t.updated_at < ${until}
      and t.state in ('confirmed', 'attested', 'withheld', 'cancelled', 'superseded')
      and not exists (select from audit_entry a where a.task = t.id and a.facts ->> 'state' = t.state)
  `.execute(tx);
  return rows;
}

async function insertFindings(
  tx: LedgerTransaction,
  { day }: ClosingDay,
  found: readonly Found[],
): Promise<void> {
  const rows = found.map((finding) => ({ id: uuid(), ...finding }));
  await sql`
    insert into finding (id, found_at, kind, day, decision, task)
    select f.id, clock_timestamp(), f.kind, ${day}::date, f.decision, f.task
    from jsonb_to_recordset(${JSON.stringify(rows)}) as f(id uuid, kind text, decision uuid, task uuid)
    on conflict do nothing
  `.execute(tx);
}
