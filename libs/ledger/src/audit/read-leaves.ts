import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../database.js';

/** An entry of the log as it was hashed. */
export interface Leaf {
  readonly index: number;
  readonly body: string;
}

/** All that are given must hold. */
export interface LeafFilter {
  readonly decision?: { readonly team: string; readonly decisionId: string };
  /** Rows of decisions. */
  readonly decisions?: readonly string[];
  /** Of `loggedAt`. */
  readonly from?: Date;
  /** Not of it any more. */
  readonly until?: Date;
  readonly kind?: string;
  readonly system?: string;
}

export interface LeafPage {
  /** From this index on. */
  readonly from: number;
  /** Below this one. */
  readonly until?: number;
  readonly limit: number;
}

/** @returns leaves in the order of their indexes; none of those that were pruned */
export async function readLeaves(
  db: Database,
  filter: LeafFilter,
  { from, until, limit }: LeafPage,
): Promise<Leaf[]> {
  const conditions: RawBuilder<unknown>[] = [sql`l.index >= ${from}`, IS_READABLE, ...conditionsOf(filter)];
  if (until !== undefined) conditions.push(sql`l.index < ${until}`);
  const { rows } = await sql<Leaf>`
    select l.index::float8 as index, l.body from audit_leaf l
    where ${sql.join(conditions, sql` and `)}
    order by l.index limit ${limit}
  `.execute(db);
  return rows;
}

/** Only its hash is left of a leaf that was pruned. */
const IS_READABLE = sql`l.index >= pruned_until()`;

/** @returns how many there are, but no more than `limit` */
export async function countLeaves(
  db: Database,
  filter: LeafFilter,
  { until, limit }: { readonly until: number; readonly limit: number },
): Promise<number> {
  const conditions = [sql`l.index < ${until}`, IS_READABLE, ...conditionsOf(filter)];
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from audit_leaf l where ${sql.join(conditions, sql` and `)} limit ${limit}
    ) as counted
  `.execute(db);
  return rows[0]?.count ?? 0;
}

function conditionsOf({ decision, decisions, from, until, kind, system }: LeafFilter): RawBuilder<unknown>[] {
  return [
    ...(decision === undefined
      ? []
      : [
          sql`l.decision = (select d.id from decision d
            where d.team = ${decision.team} and d.decision_id = ${decision.decisionId})`,
        ]),
    ...(decisions === undefined ? [] : [sql`l.decision = any(${[...decisions]}::uuid[])`]),
    ...(from === undefined ? [] : [sql`l.logged_at >= ${from}`]),
    ...(until === undefined ? [] : [sql`l.logged_at < ${until}`]),
    ...(kind === undefined ? [] : [sql`l.kind = ${kind}`]),
    ...(system === undefined ? [] : [sql`l.system = ${system}`]),
  ];
}

/** @returns the places of these entries, in the order asked for; fewer when some have none yet */
export async function placesOf(db: Database, entries: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ index: number }>`
    select index::float8 as index from audit_leaf where entry = any(${[...entries]}::int8[]) order by index
  `.execute(db);
  return rows.map(({ index }) => index);
}

/** @returns the places just before and just after a stretch of `loggedAt`, of those below `size` */
export async function neighboursOf(
  db: Database,
  { from, until }: Pick<LeafFilter, 'from' | 'until'>,
  size: number,
): Promise<number[]> {
  const { rows } = await sql<{ index: number }>`
    (select index::float8 as index from audit_leaf
      where logged_at < ${from ?? null} and index < ${size} and index >= pruned_until()
      order by logged_at desc, index desc limit 1)
    union all
    (select index::float8 from audit_leaf
      where logged_at >= ${until ?? null} and index < ${size} and index >= pruned_until()
      order by logged_at, index limit 1)
  `.execute(db);
  return rows.map(({ index }) => index);
}
