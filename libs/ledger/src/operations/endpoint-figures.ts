import { FINAL_STATES } from '#domain';
import type { TaskState } from '#domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';

/** Open tasks of an endpoint in one state. */
export interface EndpointTaskCount {
  readonly endpoint: string;
  readonly state: TaskState;
  readonly count: number;
}

/** Attempts of an endpoint that ended within one span of time. */
export interface AttemptRate {
  readonly endpoint: string;
  /** 0: the span that ends now; 1: the one before it, and so on. */
  readonly spansAgo: number;
  /** The system did, or showed, what it was asked. */
  readonly succeeded: number;
  readonly failed: number;
}

/** Spans of equal length that end now. */
export interface RateSpans {
  readonly spans: number;
  readonly spanMs: number;
}

/**
 * Outcomes after which the system has still not done what it was asked: not now, no clear answer, a refusal, more
 * records under one key than one. What was looked for and is not there was answered all the same.
 */
const FAILED_OUTCOMES = ['rejected', 'not-now', 'unknown', 'several'] as const;

/** Tasks that are by hand stand at their endpoint as well. */
export function countTasksByEndpoint(db: Database): Promise<EndpointTaskCount[]> {
  return db
    .selectFrom('task')
    .select(['endpoint', 'state', sql<number>`count(*)::int`.as('count')])
    .where('state', 'not in', FINAL_STATES)
    .groupBy(['endpoint', 'state'])
    .execute();
}

/** Spans in which nothing ended have no row. Times are those of the database's clock. */
export async function readAttemptRates(db: Database, { spans, spanMs }: RateSpans): Promise<AttemptRate[]> {
  const seconds = spanMs / 1000;
  const failed = sql`coalesce(a.outcome, 'unknown') in (${sql.join(
    FAILED_OUTCOMES.map((outcome) => sql.lit(outcome)),
  )})`;
  const { rows } = await sql<AttemptRate>`
    select t.endpoint,
      least(floor(extract(epoch from s.now - a.ended_at) / ${seconds}::float8), ${spans - 1}::int)::int as "spansAgo",
      (count(*) filter (where not ${failed}))::int as succeeded,
      (count(*) filter (where ${failed}))::int as failed
    from (select now() as now) s, attempt a join task t on t.id = a.task
    where a.ended_at > s.now - make_interval(secs => ${spans * seconds}::float8) and a.ended_at <= s.now
    group by 1, 2
    order by 1, 2
  `.execute(db);
  return rows;
}
