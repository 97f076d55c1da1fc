import type { RepairVerdict, TaskId } from '#domain';
import { sql } from 'kysely';
import { noteEntries } from '../audit/note-entries.js';
import type { Database, LedgerTransaction } from '../database.js';

export interface RepairItemRef {
  readonly plan: string;
  readonly place: number;
  readonly taskId: TaskId;
}

export type RepairClaim =
  | { readonly kind: 'item'; readonly item: RepairItemRef }
  /** Nothing of the plan is left to be done. */
  | { readonly kind: 'done'; readonly plan: string };

/** What became of an item. */
export type RepairItemEnd =
  { readonly result: 'retried' } | { readonly result: 'skipped'; readonly judged: RepairVerdict | 'changed' };

const ACTOR = 'dispatcher';

/**
 * Takes the next turn of a running plan: the turns of all dispatchers are as far apart as the plan's rate says. An item
 * whose dispatcher died before it had a result gets another turn.
 */
export async function claimRepairItem(tx: LedgerTransaction, now: Date): Promise<RepairClaim | undefined> {
  const { rows: plans } = await sql<{ id: string; rate: number }>`
    select id, rate_per_second as rate from repair_plan
    where state = 'running' and (next_at is null or next_at <= ${now})
    order by next_at nulls first
    limit 1
    for update skip locked
  `.execute(tx);
  const [plan] = plans;
  if (plan === undefined) return undefined;
  const { rows: items } = await sql<RepairItemRef>`
    select plan, place, task as "taskId" from repair_item
    where plan = ${plan.id} and result is null
    order by place
    limit 1
  `.execute(tx);
  const [item] = items;
  if (item === undefined) return endPlan(tx, plan.id);
  const nextAt = new Date(now.getTime() + 1000 / plan.rate);
  await sql`update repair_plan set next_at = ${nextAt} where id = ${plan.id}`.execute(tx);
  return { kind: 'item', item };
}

async function endPlan(tx: LedgerTransaction, plan: string): Promise<RepairClaim> {
  await sql`update repair_plan set state = 'done', ended_at = clock_timestamp() where id = ${plan}`.execute(
    tx,
  );
  const { rows } = await sql<{ result: string; count: number }>`
    select result, count(*)::int as count from repair_item where plan = ${plan} group by result
  `.execute(tx);
  const results = Object.fromEntries(rows.map(({ result, count }) => [result, count]));
  await noteEntries(tx, [{ kind: 'repair.done', actor: ACTOR, facts: { plan, results } }]);
  return { kind: 'done', plan };
}

/**
 * Locks the item for the rest of the transaction, and keeps its plan from being stopped meanwhile.
 * @returns whether the task is still as it was planned; undefined when there is nothing to do any more: the plan was
 * stopped, or another dispatcher did it
 */
export async function lockRepairItem(
  tx: LedgerTransaction,
  { plan, place }: RepairItemRef,
): Promise<{ readonly isUnchanged: boolean } | undefined> {
  const { rows } = await sql<{ isUnchanged: boolean }>`
    select i.revision = t.revision as "isUnchanged"
    from repair_plan p join repair_item i on i.plan = p.id join task t on t.id = i.task
    where p.id = ${plan} and p.state = 'running' and i.place = ${place} and i.result is null
    for share of p
    for update of i
  `.execute(tx);
  return rows[0];
}

/** In the transaction of what was done. */
export async function endRepairItem(
  tx: LedgerTransaction,
  { plan, place }: RepairItemRef,
  end: RepairItemEnd,
): Promise<void> {
  const judged = end.result === 'skipped' ? end.judged : null;
  await sql`
    update repair_item set result = ${end.result}, judged = ${judged}, at = clock_timestamp()
    where plan = ${plan} and place = ${place}
  `.execute(tx);
}

/** What fails by itself holds up no other task of the plan. */
export async function failRepairItem(db: Database, { plan, place }: RepairItemRef): Promise<void> {
  await sql`
    update repair_item set result = 'failed', at = clock_timestamp()
    where plan = ${plan} and place = ${place} and result is null
  `.execute(db);
}

/** @returns revisions of the tasks, read under their decision's lock */
export async function readRevisions(
  tx: LedgerTransaction,
  taskIds: readonly TaskId[],
): Promise<ReadonlyMap<TaskId, number>> {
  const rows = await tx.selectFrom('task').select(['id', 'revision']).where('id', 'in', taskIds).execute();
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}
