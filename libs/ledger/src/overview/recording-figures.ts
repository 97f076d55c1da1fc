import type { System } from '#domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../database.js';
import { DELAYS } from './acknowledgement-delays.js';
import type { CountedDelay } from './acknowledgement-delays.js';
import { allOf, decisionCondition, IS_OPEN, taskConditions } from './decision-filter.js';
import type { DecisionFilter } from './decision-filter.js';

/** Tasks of the decisions of one week and one system. Each task is in exactly one of the first five. */
export interface WeekCount {
  /** Monday of the week in which the decision was taken, in Finland: `YYYY-MM-DD`. */
  readonly week: string;
  readonly system: System;
  /** Recorded before the deadline. */
  readonly onTime: number;
  /** Recorded after it. */
  readonly late: number;
  readonly open: number;
  /** Open, and past the deadline. */
  readonly overdue: number;
  /** Ended otherwise: withheld, cancelled or superseded. */
  readonly unrecorded: number;
  /** Of those recorded, by how surely it is known. */
  readonly verified: number;
  readonly found: number;
  readonly accepted: number;
  readonly attested: number;
  /** Of the automatic ones, by write attempts begun: none yet, one, two to three, more. */
  readonly attempts: readonly [number, number, number, number];
}

/** How long records of a system took, from the decision to the evidence. */
export interface RecordingTimes {
  readonly system: System;
  readonly tasks: number;
  readonly medianMs: number;
  readonly p90Ms: number;
  /** Median of the time that there was until the deadline. */
  readonly allowedMs: number;
}

/** Open tasks of a system by their age since they were planned. */
export interface BacklogAge {
  readonly system: System;
  readonly underDay: number;
  readonly underThreeDays: number;
  readonly underWeek: number;
  readonly older: number;
}

const IS_RECORDED = sql<boolean>`t.state in ('confirmed', 'attested')`;

/** @param filter with `from` and `until`: all else reads the whole ledger */
export async function countDecisions(db: Database, filter: DecisionFilter): Promise<number> {
  const ofTasks = taskConditions(filter);
  const { rows } = await sql<{ decisions: number }>`
    select count(*)::int as decisions from decision d
    where ${decisionCondition(filter)} and ${
      ofTasks.length === 0
        ? sql`true`
        : sql`exists (select from task t where t.decision = d.id and ${allOf(ofTasks)})`
    }
  `.execute(db);
  return rows[0]?.decisions ?? 0;
}

/** What one pass over a period's tasks gives. */
export interface PeriodFigures {
  /** Oldest week first. */
  readonly weeks: readonly WeekCount[];
  readonly times: readonly RecordingTimes[];
  readonly acknowledgements: readonly CountedDelay[];
}

/**
 * Tasks are looked up decision by decision, once for all figures: a period's figures then read that period's tasks
 * alone, and never the whole table beside them.
 */
export async function periodFigures(db: Database, filter: DecisionFilter): Promise<PeriodFigures> {
  const { rows } = await sql<PeriodFigures>`
    with chosen as materialized (
      select d.created_at as taken_at, v.decided_at, t.system, t.state, t.channel, t.operation, t.attempts, t.due_at,
        t.evidence_at, t.evidence_level, t.recorder_organisation, t.created_at
      from decision d join decision_version v on v.decision = d.id
        cross join lateral (
          select * from task where task.decision = d.id and task.version = v.version offset 0) as t
      where ${allOf([decisionCondition(filter), ...taskConditions(filter)])})
    select ${listOf(WEEKS, sql`week, system`)} as weeks, ${listOf(TIMES, sql`system`)} as times,
      ${listOf(DELAYS, sql`organisation nulls last`)} as acknowledgements
  `.execute(db);
  return rows[0] ?? { weeks: [], times: [], acknowledgements: [] };
}

const listOf = (query: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
  sql`(select coalesce(json_agg(f order by ${order}), '[]') from (${query}) as f)`;

const WEEKS = sql`
  select to_char(date_trunc('week', t.taken_at at time zone 'Europe/Helsinki'), 'YYYY-MM-DD') as week, t.system,
    count(*) filter (where ${IS_RECORDED} and t.evidence_at <= t.due_at) as "onTime",
    count(*) filter (where ${IS_RECORDED} and t.evidence_at > t.due_at) as late,
    count(*) filter (where ${IS_OPEN} and t.due_at >= now()) as open,
    count(*) filter (where ${IS_OPEN} and t.due_at < now()) as overdue,
    count(*) filter (where t.state in ('withheld', 'cancelled', 'superseded')) as unrecorded,
    count(*) filter (where ${IS_RECORDED} and t.evidence_level = 'verified') as verified,
    count(*) filter (where ${IS_RECORDED} and t.evidence_level = 'found') as found,
    count(*) filter (where ${IS_RECORDED} and t.evidence_level = 'accepted') as accepted,
    count(*) filter (where ${IS_RECORDED} and t.evidence_level = 'attested') as attested,
    array[
      count(*) filter (where t.channel = 'automatic' and t.attempts = 0),
      count(*) filter (where t.channel = 'automatic' and t.attempts = 1),
      count(*) filter (where t.channel = 'automatic' and t.attempts between 2 and 3),
      count(*) filter (where t.channel = 'automatic' and t.attempts > 3)] as attempts
  from chosen t group by 1, 2`;

/** Nullifications are left out: what they take back was recorded long ago. */
const TIMES = sql`
  select t.system, count(*) as tasks,
    round(percentile_cont(0.5) within group (order by took.ms)) as "medianMs",
    round(percentile_cont(0.9) within group (order by took.ms)) as "p90Ms",
    round(percentile_cont(0.5) within group (order by took.allowed)) as "allowedMs"
  from chosen t
    cross join lateral (select extract(epoch from t.evidence_at - t.decided_at) * 1000 as ms,
      extract(epoch from t.due_at - t.decided_at) * 1000 as allowed) as took
  where ${IS_RECORDED} and t.operation <> 'nullify'
  group by 1`;

/** Of the open tasks at this moment, whenever their decisions were taken. */
export async function backlogAges(
  db: Database,
  { team, system }: Pick<DecisionFilter, 'team' | 'system'>,
): Promise<BacklogAge[]> {
  const { rows } = await sql<BacklogAge>`
    select t.system,
      count(*) filter (where age < interval '1 day')::int as "underDay",
      count(*) filter (where age >= interval '1 day' and age < interval '3 days')::int as "underThreeDays",
      count(*) filter (where age >= interval '3 days' and age < interval '7 days')::int as "underWeek",
      count(*) filter (where age >= interval '7 days')::int as older
    from task t cross join lateral (select now() - t.created_at as age) as aged
    where ${allOf([
      IS_OPEN,
      ...(team === undefined ? [] : [sql<boolean>`t.team = ${team}`]),
      ...(system === undefined ? [] : [sql<boolean>`t.system = ${system}`]),
    ])}
    group by 1 order by 1
  `.execute(db);
  return rows;
}
