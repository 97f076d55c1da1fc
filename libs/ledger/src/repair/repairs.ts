import { judgeRepairAct, RUNNABLE_VERDICTS } from '#domain';
import type { RepairAct, RepairRefusal, RepairVerdict, TaskId, TrackedTask } from '#domain';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { actorOf } from '../acts/save-act.js';
import type { ActingPerson } from '../acts/save-act.js';
import { noteEntries } from '../audit/note-entries.js';
import type { NewEntry } from '../audit/note-entries.js';
import type { Database, LedgerTransaction } from '../database.js';
import { findFailures, findRepairTasks, listRepairTasks } from './find-failures.js';
import type { Failures, FoundTask } from './find-failures.js';
import { listRepairItems, listRepairPlans, readRepairPlan } from './read-repairs.js';
import type { RepairItem, RepairPlan } from './read-repairs.js';
import { canonicalFilter } from './repair-filter.js';
import type { RepairFilter } from './repair-filter.js';
import { claimRepairItem, failRepairItem } from './run-items.js';
import type { RepairClaim, RepairItemRef } from './run-items.js';

/** A task as the dry run saw it. */
export interface PlannedItem {
  readonly taskId: TaskId;
  readonly revision: number;
  readonly verdict: RepairVerdict;
}

export interface NewRepairPlan {
  readonly filter: RepairFilter;
  /** Without personal data. */
  readonly reason: string;
  readonly ratePerSecond: number;
  readonly needsSecondPerson: boolean;
  readonly person: ActingPerson;
  /** In the order in which they are done; not empty. */
  readonly items: readonly PlannedItem[];
}

/** Repair plans: frozen lists of tasks to be tried again. */
export class Repairs {
  constructor(private readonly db: Database) {}

  findFailures(examinedAtMost: number): Promise<Failures> {
    return findFailures(this.db, examinedAtMost);
  }

  /** @throws EmptyRepairFilter */
  findTasks(filter: RepairFilter, limit: number): Promise<FoundTask[]> {
    return findRepairTasks(this.db, filter, limit);
  }

  /** Nearest deadline first. @throws EmptyRepairFilter */
  listTasks(filter: RepairFilter, limit: number): Promise<TrackedTask[]> {
    return listRepairTasks(this.db, filter, limit);
  }

  /** Freezes the list. @returns the plan's id */
  plan(plan: NewRepairPlan): Promise<string> {
    return this.db.transaction().execute((tx) => insertPlan(tx, plan));
  }

  read(id: string): Promise<RepairPlan | undefined> {
    return readRepairPlan(this.db, id);
  }

  /** Newest first. */
  list(limit: number): Promise<RepairPlan[]> {
    return listRepairPlans(this.db, limit);
  }

  /** In the plan's order. @param after the place of the last one of the page before */
  listItems(id: string, after: number, limit: number): Promise<RepairItem[]> {
    return listRepairItems(this.db, { plan: id, after, limit });
  }

  /**
   * Approves, starts or stops a plan. Once a stop is answered no further task of the plan is touched.
   * @returns why not; 'unknown' for a plan that there is not
   */
  act(id: string, act: RepairAct, person: ActingPerson): Promise<RepairRefusal | 'unknown' | undefined> {
    return this.db.transaction().execute((tx) => actOnPlan(tx, { id, act, person }));
  }

  /** The next task of a running plan whose time has come. */
  claim(now: Date): Promise<RepairClaim | undefined> {
    return this.db.transaction().execute((tx) => claimRepairItem(tx, now));
  }

  fail(item: RepairItemRef): Promise<void> {
    return failRepairItem(this.db, item);
  }
}

async function insertPlan(tx: LedgerTransaction, plan: NewRepairPlan): Promise<string> {
  const { filter, reason, ratePerSecond, needsSecondPerson, person, items } = plan;
  const id = uuid();
  const canonical = canonicalFilter(filter);
  await sql`
    insert into repair_plan (id, filter, reason, tasks, rate_per_second, needs_second_person, state, created_by,
      created_role)
    values (${id}, ${canonical}, ${reason}, ${items.length}, ${ratePerSecond}, ${needsSecondPerson}, 'planned',
      ${person.index}, ${person.role})
  `.execute(tx);
  const rows = items.map(({ taskId, revision, verdict }, place) => ({
    place,
    task: taskId,
    revision,
    verdict,
    result: isRunnable(verdict) ? null : 'left-out',
  }));
  await sql`
    insert into repair_item (plan, place, task, revision, verdict, result)
    select ${id}, i.place, i.task, i.revision, i.verdict, i.result
    from jsonb_to_recordset(${JSON.stringify(rows)}) as i(
      place int, task uuid, revision int, verdict text, result text)
  `.execute(tx);
  await noteEntries(tx, [
    {
      kind: 'repair.planned',
      actor: actorOf(person),
      facts: { plan: id, tasks: items.length, filter: canonical, ratePerSecond, why: reason },
    },
  ]);
  return id;
}

const isRunnable = (verdict: RepairVerdict): boolean =>
  (RUNNABLE_VERDICTS as readonly RepairVerdict[]).includes(verdict);

interface AskedPlanAct {
  readonly id: string;
  readonly act: RepairAct;
  readonly person: ActingPerson;
}

async function actOnPlan(
  tx: LedgerTransaction,
  { id, act, person }: AskedPlanAct,
): Promise<RepairRefusal | 'unknown' | undefined> {
  const { rows } = await sql<
    Pick<RepairPlan, 'state' | 'needsSecondPerson' | 'tasks'> & { createdBy: Buffer; isApproved: boolean }
  >`
    select state, tasks, needs_second_person as "needsSecondPerson", created_by as "createdBy",
      approved_by is not null as "isApproved"
    from repair_plan where id = ${id}::uuid for update
  `.execute(tx);
  const [plan] = rows;
  if (plan === undefined) return 'unknown';
  const step = judgeRepairAct(act, { ...plan, isPlanner: plan.createdBy.equals(person.index) });
  if (step.kind === 'refused') return step.code;
  await sql`
    update repair_plan set state = ${step.state}, ${CHANGES[act](person)} where id = ${id}::uuid
  `.execute(tx);
  await noteEntries(tx, [entryOf(act, { actor: actorOf(person), facts: { plan: id, tasks: plan.tasks } })]);
  return undefined;
}

const CHANGES = {
  approve: ({ index }: ActingPerson) => sql`approved_by = ${index}, approved_at = clock_timestamp()`,
  run: () => sql`started_at = coalesce(started_at, clock_timestamp()), stopped_at = null, next_at = null`,
  stop: () => sql`stopped_at = clock_timestamp()`,
} as const satisfies Record<RepairAct, unknown>;

function entryOf(act: RepairAct, said: Omit<NewEntry, 'kind'>): NewEntry {
  switch (act) {
    case 'approve':
      return { kind: 'repair.approved', ...said };
    case 'run':
      return { kind: 'repair.started', ...said };
    case 'stop':
      return { kind: 'repair.stopped', ...said };
  }
}
