import type { EvidenceLevel } from '#domain';
import { FINAL_STATES } from '#domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../database.js';
import { allOf, decisionCondition, IS_LATE_AND_OPEN, IS_OPEN, taskConditions } from './decision-filter.js';
import type { DecisionFilter, RollUp } from './decision-filter.js';

/** A decision in a list: how far its records have come. No client data. */
export interface DecisionSummary {
  /** Row of the decision; the next page begins after it. */
  readonly row: string;
  readonly team: string;
  readonly decisionId: string;
  /** The newest. */
  readonly version: number;
  /** When the first version was taken. */
  readonly takenAt: Date;
  readonly rollUp: RollUp;
  /** Tasks of all versions. */
  readonly tasks: number;
  /** Of them, confirmed or attested. */
  readonly recorded: number;
  /** Of them, in no final state. */
  readonly open: number;
  /** Of those, past their deadline. */
  readonly overdue: number;
  readonly newestEvidence?: { readonly level: EvidenceLevel; readonly at: Date };
}

export interface DecisionPage {
  readonly decisions: readonly DecisionSummary[];
  /** Row that the next page begins after; absent on the last one. */
  readonly next?: string;
}

interface Row extends Omit<DecisionSummary, 'newestEvidence'> {
  readonly level: EvidenceLevel | null;
  readonly evidenceAt: Date | null;
}

/** One page of the decisions that have a task as the filter says; newest first. */
export async function findDecisions(
  db: Database,
  filter: DecisionFilter,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<DecisionPage> {
  const ofTasks = taskConditions(filter);
  const conditions = [
    decisionCondition(filter),
    ...(ofTasks.length === 0
      ? []
      : [sql<boolean>`exists (select from task t where t.decision = d.id and ${allOf(ofTasks)})`]),
    ...(filter.rollUp === undefined
      ? []
      : [...hintsOf(filter.rollUp), sql<boolean>`${ROLL_UP} = ${filter.rollUp}`]),
    ...(after === undefined
      ? []
      : [
          sql<boolean>`(d.created_at, d.id) < (select created_at, id from decision where id = ${after}::uuid)`,
        ]),
  ];
  const { rows } = await sql<Row>`
    select d.id as row, d.team, d.decision_id as "decisionId", d.version, d.created_at as "takenAt",
      ${ROLL_UP} as "rollUp", c.tasks, c.recorded, c.open, c.overdue, e.level, e.at as "evidenceAt"
    from decision d
    cross join lateral (
      select count(*)::int as tasks,
        count(*) filter (where t.state in ('confirmed', 'attested'))::int as recorded,
        count(*) filter (where t.state not in (${FINAL}))::int as open,
        count(*) filter (where t.state = 'needs-attention')::int as attention,
        count(*) filter (where ${IS_LATE_AND_OPEN})::int as overdue
      from task t where t.decision = d.id) c
    left join lateral (
      select t.evidence_level as level, t.evidence_at as at from task t
      where t.decision = d.id and t.evidence_at is not null order by t.evidence_at desc limit 1) e on true
    where ${allOf(conditions)}
    order by d.created_at desc, d.id desc limit ${limit + 1}
  `.execute(db);
  const decisions = rows.slice(0, limit).map(summaryOf);
  const last = decisions.at(-1);
  return { decisions, ...(rows.length > limit && last !== undefined ? { next: last.row } : {}) };
}

function summaryOf({ level, evidenceAt, ...row }: Row): DecisionSummary {
  return {
    ...row,
    ...(level === null || evidenceAt === null ? {} : { newestEvidence: { level, at: evidenceAt } }),
  };
}

/** What follows from a roll-up and an index knows: few decisions of many are found without counting the others' tasks. */
function hintsOf(rollUp: RollUp): readonly RawBuilder<boolean>[] {
  switch (rollUp) {
    case 'open':
      return [hasTask(IS_OPEN)];
    case 'needs-attention':
      return [hasTask(sql<boolean>`${IS_OPEN} and t.state = 'needs-attention'`)];
    case 'cancelled':
      return [sql<boolean>`d.cancelled_at is not null`];
    case 'nothing-to-record':
    case 'completed':
      return [];
  }
}

/** Looked up once, and not decision by decision: few tasks are open. */
const hasTask = (condition: RawBuilder<boolean>): RawBuilder<boolean> =>
  sql<boolean>`d.id = any(array(select t.decision from task t where ${condition}))`;

const FINAL = sql.join(FINAL_STATES.map((state) => sql.lit(state)));

/** Of `d` and its counts `c`. */
const ROLL_UP = sql<RollUp>`case
  when c.attention > 0 then 'needs-attention'
  when c.open > 0 then 'open'
  when d.cancelled_at is not null then 'cancelled'
  when c.tasks = 0 then 'nothing-to-record'
  else 'completed' end`;
