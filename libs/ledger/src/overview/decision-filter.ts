import { OPEN_STATES } from '#domain';
import type { EvidenceLevel, System, TaskState } from '#domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** How a decision as a whole stands; `contract/README.md`, Reading and acting. */
export type RollUp = 'open' | 'needs-attention' | 'completed' | 'cancelled' | 'nothing-to-record';

/** Which tasks of a decision; an absent field holds for every task. */
export interface OverviewTaskFilter {
  readonly system?: System;
  readonly state?: TaskState;
  readonly evidence?: EvidenceLevel;
  /** Open, and past its deadline. */
  readonly isOverdue?: true;
}

/** Which decisions; an absent field holds for every decision. */
export interface DecisionFilter extends OverviewTaskFilter {
  readonly team?: string;
  /** How the decision's id begins. */
  readonly decisionId?: string;
  /** Id of the client's key. */
  readonly clientKey?: string;
  readonly rollUp?: RollUp;
  /** When the first version was taken: from then on. */
  readonly from?: Date;
  /** Before then. */
  readonly until?: Date;
}

type Condition = RawBuilder<boolean>;

/** Said in the words of the index of open tasks. */
export const IS_OPEN: Condition = sql<boolean>`t.state in (${sql.join(OPEN_STATES.map((state) => sql.lit(state)))})`;
export const IS_LATE_AND_OPEN: Condition = sql<boolean>`(${IS_OPEN} and t.due_at < now())`;

/** As a condition on `d`. */
export function decisionCondition({ team, decisionId, clientKey, from, until }: DecisionFilter): Condition {
  return allOf([
    ...(team === undefined ? [] : [sql<boolean>`d.team = ${team}`]),
    ...(decisionId === undefined ? [] : [sql<boolean>`d.decision_id like ${`${asPattern(decisionId)}%`}`]),
    ...(clientKey === undefined ? [] : [sql<boolean>`d.client_key = ${clientKey}::uuid`]),
    ...(from === undefined ? [] : [sql<boolean>`d.created_at >= ${from}`]),
    ...(until === undefined ? [] : [sql<boolean>`d.created_at < ${until}`]),
  ]);
}

/** As conditions on `t`; none when every task is meant. */
export function taskConditions({
  system,
  state,
  evidence,
  isOverdue,
}: OverviewTaskFilter): readonly Condition[] {
  return [
    ...(system === undefined ? [] : [sql<boolean>`t.system = ${system}`]),
    ...(state === undefined ? [] : [sql<boolean>`t.state = ${state}`]),
    ...(evidence === undefined ? [] : [sql<boolean>`t.evidence_level = ${evidence}`]),
    ...(isOverdue === undefined ? [] : [IS_LATE_AND_OPEN]),
  ];
}

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;

const asPattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
