import type { Reason, System, TaskState } from '#domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** Which tasks; an empty list and an absent field hold for every task. */
export interface RepairFilter {
  readonly states: readonly TaskState[];
  readonly systems: readonly System[];
  readonly endpoints: readonly string[];
  readonly teams: readonly string[];
  readonly reasons: readonly Reason[];
  /** Of the last attempt that ended. */
  readonly outcome?: string;
  readonly code?: string;
  /** When the task last changed: from then on. */
  readonly from?: Date;
  /** Before then. */
  readonly to?: Date;
}

/** The last attempt of `t` that ended, as `a`: its outcome and code are the normalised cause. */
export const LAST_ATTEMPT = sql`left join lateral (
  select outcome, code, ended_at from attempt where task = t.id and ended_at is not null
  order by number desc limit 1) a on true`;

/** The filter as a condition on `t` and `a`. */
export function conditionOf(filter: RepairFilter): RawBuilder<boolean> {
  const { states, systems, endpoints, teams, reasons, outcome, code, from, to } = filter;
  const conditions = [
    ...(states.length === 0
      ? []
      : [sql<boolean>`t.state in (${sql.join(states.map((state) => sql.lit(state)))})`]),
    ...oneOf('system', systems),
    ...oneOf('endpoint', endpoints),
    ...oneOf('team', teams),
    ...oneOf('reason', reasons),
    ...(outcome === undefined ? [] : [sql<boolean>`a.outcome = ${outcome}`]),
    ...(code === undefined ? [] : [sql<boolean>`a.code = ${code}`]),
    ...(from === undefined ? [] : [sql<boolean>`t.updated_at >= ${from}`]),
    ...(to === undefined ? [] : [sql<boolean>`t.updated_at < ${to}`]),
  ];
  if (conditions.length === 0) throw new EmptyRepairFilter();
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

const oneOf = (column: string, values: readonly string[]): RawBuilder<boolean>[] =>
  values.length === 0 ? [] : [sql<boolean>`${sql.ref(`t.${column}`)} = any(${[...values]}::text[])`];

/** Nobody repairs everything: the last line of defence, behind the check of the request. */
export class EmptyRepairFilter extends Error {
  readonly code = 'empty-repair-filter';
  constructor() {
    super('a repair without a filter would take every task');
    this.name = 'EmptyRepairFilter';
  }
}

/** Keys and values in order, so that equal filters are equal texts. */
export function canonicalFilter(filter: RepairFilter): string {
  const fields = Object.entries(filter)
    .map(([name, value]: [string, string | Date | readonly string[]]) => [name, inOrder(value)] as const)
    .filter(([, value]) => value.length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(fields));
}

function inOrder(value: string | Date | readonly string[]): string | readonly string[] {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : [...value].sort();
}
