import type { RepairPlanState, RepairVerdict, TaskId, TaskState } from '#domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../database.js';

export const REPAIR_RESULTS = ['left-out', 'retried', 'skipped', 'failed'] as const;
export type RepairResult = (typeof REPAIR_RESULTS)[number];

/** A plan, and how far it has come: counted from its items and their tasks, nothing of it is kept apart. */
export interface RepairPlan {
  readonly id: string;
  /** Canonical JSON. */
  readonly filter: string;
  readonly reason: string;
  readonly tasks: number;
  readonly ratePerSecond: number;
  readonly needsSecondPerson: boolean;
  readonly state: RepairPlanState;
  readonly createdAt: Date;
  readonly approvedAt: Date | null;
  readonly startedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly endedAt: Date | null;
  /** Of the dry run. */
  readonly verdicts: Readonly<Partial<Record<RepairVerdict, number>>>;
  /** Items without a result are pending. */
  readonly results: Readonly<Partial<Record<RepairResult | 'pending', number>>>;
  /** The states, now, of the tasks that were tried again. */
  readonly retriedStates: Readonly<Partial<Record<TaskState, number>>>;
}

export interface RepairItem {
  readonly place: number;
  readonly taskId: TaskId;
  readonly verdict: RepairVerdict;
  readonly result: RepairResult | null;
  /** Why it was skipped. */
  readonly judged: RepairVerdict | 'changed' | null;
  readonly at: Date | null;
  /** Of the task, now. */
  readonly state: TaskState;
}

export async function readRepairPlan(db: Database, id: string): Promise<RepairPlan | undefined> {
  return (await plans(db, sql`where p.id = ${id}::uuid`))[0];
}

export function listRepairPlans(db: Database, limit: number): Promise<RepairPlan[]> {
  return plans(db, sql`order by p.created_at desc limit ${limit}`);
}

async function plans(db: Database, which: RawBuilder<unknown>): Promise<RepairPlan[]> {
  const { rows } = await sql<RepairPlan>`
    select p.id, p.filter, p.reason, p.tasks, p.rate_per_second as "ratePerSecond",
      p.needs_second_person as "needsSecondPerson", p.state, p.created_at as "createdAt",
      p.approved_at as "approvedAt", p.started_at as "startedAt", p.stopped_at as "stoppedAt",
      p.ended_at as "endedAt",
      ${counted(sql`i.verdict`)} as verdicts,
      ${counted(sql`coalesce(i.result, 'pending')`)} as results,
      ${counted(sql`case when i.result = 'retried' then t.state end`)} as "retriedStates"
    from repair_plan p
    ${which}
  `.execute(db);
  return rows;
}

/** How many of the plan's items have each word. */
const counted = (word: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_object_agg(c.word, c.count) filter (where c.word is not null), '{}')
  from (
    select ${word} as word, count(*) as count
    from repair_item i join task t on t.id = i.task
    where i.plan = p.id group by 1
  ) c)`;

export async function listRepairItems(
  db: Database,
  { plan, after, limit }: { readonly plan: string; readonly after: number; readonly limit: number },
): Promise<RepairItem[]> {
  const { rows } = await sql<RepairItem>`
    select i.place, i.task as "taskId", i.verdict, i.result, i.judged, i.at, t.state
    from repair_item i join task t on t.id = i.task
    where i.plan = ${plan}::uuid and i.place > ${after}
    order by i.place
    limit ${limit}
  `.execute(db);
  return rows;
}
