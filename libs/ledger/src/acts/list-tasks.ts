import { FINAL_STATES, OPEN_STATES } from '#domain';
import type { System, TaskState, TrackedTask } from '#domain';
import { sql } from 'kysely';
import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../database.js';
import type { Tables } from '../tables.js';
import { TASK_COLUMNS, taskOf } from '../task-rows.js';

/** Whose tasks are listed: everybody's, or those that any of these digests belongs to. */
export type TaskScope =
  | 'all'
  | {
      /** Keyed digest of a person's address: recorded in that name, or handed to that person. */
      readonly person?: Buffer;
      /** Keyed digest of the recorder's organisation. */
      readonly organisation?: Buffer;
    };

/** Empty lists and absent fields hold for every task. */
export interface TaskFilter {
  readonly teams: readonly string[];
  readonly systems: readonly System[];
  readonly states: readonly TaskState[];
  /** True: open, and past its deadline; false: any other. */
  readonly overdue?: boolean;
}

/** A place in the list, which is in the order of deadlines. */
export interface ListPosition {
  readonly dueAt: Date;
  readonly id: string;
}

export interface TaskPage {
  readonly tasks: readonly TrackedTask[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: ListPosition;
}

type TaskExpressions = ExpressionBuilder<Tables, 'task'>;

/** One page of tasks, nearest deadline first. */
export async function listTasks(
  db: Database,
  scope: TaskScope,
  filter: TaskFilter,
  { after, limit }: { readonly after?: ListPosition | undefined; readonly limit: number },
): Promise<TaskPage> {
  const rows = await db
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where((eb) => eb.and([inScope(eb, scope), ...filters(eb, filter), ...beyond(after)]))
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const tasks = rows.slice(0, limit).map(taskOf);
  const last = tasks.at(-1);
  return {
    tasks,
    ...(rows.length > limit && last !== undefined ? { next: { dueAt: last.dueAt, id: last.id } } : {}),
  };
}

function inScope(eb: TaskExpressions, scope: TaskScope) {
  if (scope === 'all') return eb.lit(true);
  const { person, organisation } = scope;
  return eb.or([
    ...(person === undefined ? [] : [eb('recorder_index', '=', person), eb('handed_to_index', '=', person)]),
    ...(organisation === undefined ? [] : [eb('recorder_organisation', '=', organisation)]),
  ]);
}

function filters(eb: TaskExpressions, { teams, systems, states, overdue }: TaskFilter) {
  const isOnlyOpen = states.length > 0 && states.every((state) => !isFinalState(state));
  return [
    ...(teams.length === 0 ? [] : [eb('team', 'in', teams)]),
    ...(systems.length === 0 ? [] : [eb('system', 'in', systems)]),
    ...(states.length === 0 ? [] : [eb('state', 'in', states)]),
    // Said in the index's own words, so that a page of open tasks never walks past the finished ones.
    ...(isOnlyOpen || overdue === true ? [IS_OPEN] : []),
    ...(overdue === undefined ? [] : [overdue ? IS_PAST : eb.not(eb.and([IS_OPEN, IS_PAST]))]),
  ];
}

const isFinalState = (state: TaskState): boolean => (FINAL_STATES as readonly TaskState[]).includes(state);

const IS_OPEN = sql<boolean>`state in (${sql.join(OPEN_STATES.map((state) => sql.lit(state)))})`;
const IS_PAST = sql<boolean>`due_at < now()`;

const beyond = (after: ListPosition | undefined) =>
  after === undefined ? [] : [sql<boolean>`(due_at, id) > (${after.dueAt}, ${after.id}::uuid)`];
