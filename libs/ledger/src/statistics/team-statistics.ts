import { sql } from 'kysely';
import type { Database } from '../database.js';

/** From the first month to the last one, both included: `YYYY-MM`. */
export interface MonthRange {
  readonly from: string;
  readonly to: string;
}

/** Decisions of one month and handling; the day of handling counts, by the newest version. */
export interface HandledCount {
  /** `YYYY-MM` */
  readonly month: string;
  readonly handling: string;
  readonly decisions: number;
  /** Of them, cancelled since. */
  readonly cancelled: number;
}

/** How long the records of a month's decisions took, from `decidedAt` to their evidence. */
export interface ConfirmationTimes {
  readonly month: string;
  /** Tasks that are confirmed or attested; nullifies are not counted. */
  readonly tasks: number;
  readonly medianMs: number;
  readonly p90Ms: number;
}

export interface TeamStatistics {
  /** Oldest month first. */
  readonly handled: readonly HandledCount[];
  readonly confirmation: readonly ConfirmationTimes[];
}

/** Counts only: neither a client nor a decision can be told from them. */
export async function teamStatistics(
  db: Database,
  team: string,
  { from, to }: MonthRange,
): Promise<TeamStatistics> {
  const first = `${from}-01`;
  const last = `${to}-01`;
  const handled = await sql<HandledCount>`
    select to_char(v.handled_on, 'YYYY-MM') as month, v.handling, count(*)::int as decisions,
      count(d.cancelled_at)::int as cancelled
    from decision d join decision_version v on v.decision = d.id and v.version = d.version
    where d.team = ${team} and v.handled_on >= ${first}::date and v.handled_on < ${last}::date + interval '1 month'
    group by 1, 2
    order by 1, 2
  `.execute(db);
  const confirmation = await sql<ConfirmationTimes>`
    select to_char(v.handled_on, 'YYYY-MM') as month, count(*)::int as tasks,
      round(percentile_cont(0.5) within group (order by took.ms))::float8 as "medianMs",
      round(percentile_cont(0.9) within group (order by took.ms))::float8 as "p90Ms"
    from task t
      join decision_version v on v.decision = t.decision and v.version = t.version
      cross join lateral (select extract(epoch from t.evidence_at - v.decided_at) * 1000 as ms) as took
    where t.team = ${team} and t.state in ('confirmed', 'attested') and t.operation <> 'nullify'
      and v.handled_on >= ${first}::date and v.handled_on < ${last}::date + interval '1 month'
    group by 1
    order by 1
  `.execute(db);
  return { handled: handled.rows, confirmation: confirmation.rows };
}
