import { OPEN_STATES } from '#domain';
import type { System, TrackedTask } from '#domain';
import { sql } from 'kysely';
import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../database.js';
import type { Tables } from '../tables.js';
import { TASK_COLUMNS, taskOf } from '../task-rows.js';

/** Whose tasks, by keyed digests; an absent one is nobody's. */
export interface WorklistReach {
  /** Of a person's address. */
  readonly person?: Buffer;
  /** Of the organisation that a deputy serves. */
  readonly organisation?: Buffer;
}

/**
 * What is listed: `to-do` waits for this very person, `open` is not final, whoever or whatever has it now;
 * `acknowledged` is what persons said they recorded.
 */
export type WorklistPart = 'to-do' | 'open' | 'acknowledged';

/** Absent fields hold for every task. */
export interface WorklistFilter {
  readonly part: WorklistPart;
  readonly system?: System;
  readonly team?: string;
  readonly decisionId?: string;
  /** True: past its deadline. */
  readonly overdue?: boolean;
}

/** A place in the list. */
export interface WorklistPosition {
  /** The deadline; of what is acknowledged, when that was. */
  readonly at: Date;
  readonly id: string;
}

export interface WorklistSlice {
  readonly tasks: readonly TrackedTask[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: WorklistPosition;
}

export interface WorklistCount {
  readonly waiting: number;
  readonly overdue: number;
}

export interface WorklistCounts {
  readonly own: WorklistCount;
  readonly organisation: WorklistCount;
  /** Of those tasks, in alphabetical order. */
  readonly teams: readonly string[];
}

type TaskExpressions = ExpressionBuilder<Tables, 'task'>;

const IS_OPEN = sql<boolean>`state in (${sql.join(OPEN_STATES.map((state) => sql.lit(state)))})`;
/** Nobody but a person gets it further. */
const IS_TO_DO = sql<boolean>`state in ('awaiting-person', 'needs-attention')`;
const IS_PAST = sql<boolean>`due_at < now()`;

/** One page: nearest deadline first, or newest acknowledgement first. */
export async function listWorklist(
  db: Database,
  reach: WorklistReach,
  filter: WorklistFilter,
  { after, limit }: { readonly after?: WorklistPosition | undefined; readonly limit: number },
): Promise<WorklistSlice> {
  const isBackwards = filter.part === 'acknowledged';
  const place = isBackwards ? 'evidence_at' : 'due_at';
  const direction = isBackwards ? 'desc' : 'asc';
  const rows = await db
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where((eb) => eb.and([inReach(eb, reach, filter.part), ...filters(eb, filter), ...beyond(place, after)]))
    .orderBy(place, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute();
  const last = rows.slice(0, limit).at(-1);
  const at = last?.[place] ?? undefined;
  return {
    tasks: rows.slice(0, limit).map(taskOf),
    ...(rows.length > limit && last !== undefined && at !== undefined ? { next: { at, id: last.id } } : {}),
  };
}

function inReach(eb: TaskExpressions, { person, organisation }: WorklistReach, part: WorklistPart) {
  const byPerson = part === 'to-do' ? isPersonsTurn : isPersons;
  return eb.or([
    ...(person === undefined ? [] : [byPerson(person)]),
    ...(organisation === undefined ? [] : [eb('recorder_organisation', '=', organisation)]),
  ]);
}

const isPersons = (person: Buffer) =>
  sql<boolean>`(handed_to_index = ${person} or recorder_index = ${person})`;
/** What somebody handed on is not theirs to do, and stays theirs to see. */
const isPersonsTurn = (person: Buffer) =>
  sql<boolean>`(handed_to_index = ${person} or (recorder_index = ${person} and handed_to_index is null))`;

function filters(eb: TaskExpressions, { part, system, team, decisionId, overdue }: WorklistFilter) {
  return [
    ...(part === 'acknowledged' ? [eb('state', '=', 'attested')] : [IS_OPEN]),
    ...(part === 'to-do' ? [IS_TO_DO] : []),
    ...(system === undefined ? [] : [eb('system', '=', system)]),
    ...(team === undefined ? [] : [eb('team', '=', team)]),
    ...(decisionId === undefined ? [] : [eb('decision_id', '=', decisionId)]),
    ...(overdue === true ? [IS_PAST] : []),
  ];
}

function beyond(place: 'due_at' | 'evidence_at', after: WorklistPosition | undefined) {
  if (after === undefined) return [];
  const position = sql`(${after.at}, ${after.id}::uuid)`;
  return [
    place === 'due_at'
      ? sql<boolean>`(due_at, id) > ${position}`
      : sql<boolean>`(evidence_at, id) < ${position}`,
  ];
}

/** How much there is to do: the person's own, and the organisation's. */
export async function countWorklist(
  db: Database,
  { person, organisation }: WorklistReach,
): Promise<WorklistCounts> {
  const isOwn = person === undefined ? sql<boolean>`false` : isPersonsTurn(person);
  const isOfOrganisation =
    organisation === undefined
      ? sql<boolean>`false`
      : sql<boolean>`(recorder_organisation = ${organisation})`;
  const row = await db
    .selectFrom('task')
    .select([
      sql<number>`count(*) filter (where ${isOwn})::int`.as('own'),
      sql<number>`count(*) filter (where ${isOwn} and ${IS_PAST})::int`.as('ownOverdue'),
      sql<number>`count(*) filter (where ${isOfOrganisation})::int`.as('organisation'),
      sql<number>`count(*) filter (where ${isOfOrganisation} and ${IS_PAST})::int`.as('organisationOverdue'),
      sql<string[] | null>`array_agg(distinct team order by team)`.as('teams'),
    ])
    .where((eb) => eb.and([eb.or([isOwn, isOfOrganisation]), IS_OPEN, IS_TO_DO]))
    .executeTakeFirstOrThrow();
  return {
    own: { waiting: row.own, overdue: row.ownOverdue },
    organisation: { waiting: row.organisation, overdue: row.organisationOverdue },
    teams: row.teams ?? [],
  };
}
