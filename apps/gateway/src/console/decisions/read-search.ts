import { EVIDENCE_LEVELS, SYSTEMS, TASK_STATES } from '#domain';
import type { EvidenceLevel, System, TaskState } from '#domain';
import type { RollUp } from '#ledger';
import { holdsIdentityCode } from '../../intake/content-rules/identity-code.js';
import { LOCAL_ID } from '../../intake/event-dto/patterns.js';
import { DECISION_STATUSES } from '../../reading/ledger-reader.js';
import { TASK_ID } from '../../reading/task-id.js';
import type { DecisionSearch } from './decision-desk.js';
import { beginOfDay, endOfDay, isDay } from './period.js';

export type Query = Readonly<Record<string, unknown>>;

/** What the search form can hold: an absent field was left empty. */
const FIELDS = [
  'team',
  'id',
  'state',
  'task',
  'system',
  'evidence',
  'overdue',
  'from',
  'until',
  'after',
] as const;
export type SearchField = (typeof FIELDS)[number];
export type SearchValues = Readonly<Partial<Record<SearchField, string>>>;

/** What is wrong with a field; a text of its own says each. */
export type SearchFault = 'wrongDate' | 'wrongPeriod' | 'wrongId' | 'identityCodeInId' | 'unknownChoice';
export type SearchFaults = Readonly<Partial<Record<SearchField, SearchFault>>>;

export interface ReadSearch {
  /** As they were typed. */
  readonly values: SearchValues;
  readonly faults: SearchFaults;
  readonly search: DecisionSearch;
  readonly after?: string;
}

/** Says, in an address without it, that somebody sent an identity code in an address. */
export const IDENTITY_CODE_SENT = 'identity-code';

const DECISION_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Reads a search out of an address; unknown fields and repeated ones count for nothing. */
export function readSearch(query: Query): ReadSearch {
  const typed: SearchValues = Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [];
    }),
  );
  const faults: SearchFaults = {
    ...faultsOf(typed),
    ...(query['wrong'] === IDENTITY_CODE_SENT ? { id: 'identityCodeInId' } : {}),
  };
  const hasFaults = Object.keys(faults).length > 0;
  return {
    values: typed,
    faults,
    search: hasFaults ? {} : searchOf(typed),
    ...(typed.after !== undefined && TASK_ID.test(typed.after) ? { after: typed.after } : {}),
  };
}

function faultsOf({ team, id, state, task, system, evidence, from, until }: SearchValues): SearchFaults {
  const isWrongDay = (day: string | undefined): boolean => day !== undefined && !isDay(day);
  const isTurned = from !== undefined && until !== undefined && from > until;
  return {
    ...(team !== undefined && !LOCAL_ID.test(team) ? { team: 'unknownChoice' as const } : {}),
    ...idFault(id),
    ...(isUnknown(state, DECISION_STATUSES) ? { state: 'unknownChoice' as const } : {}),
    ...(isUnknown(task, TASK_STATES) ? { task: 'unknownChoice' as const } : {}),
    ...(isUnknown(system, SYSTEMS) ? { system: 'unknownChoice' as const } : {}),
    ...(isUnknown(evidence, EVIDENCE_LEVELS) ? { evidence: 'unknownChoice' as const } : {}),
    ...(isTurned ? { from: 'wrongPeriod' as const } : {}),
    ...(isWrongDay(from) ? { from: 'wrongDate' as const } : {}),
    ...(isWrongDay(until) ? { until: 'wrongDate' as const } : {}),
  };
}

function idFault(id: string | undefined): SearchFaults {
  if (id === undefined) return {};
  if (holdsIdentityCode(id)) return { id: 'identityCodeInId' };
  return DECISION_ID.test(id) ? {} : { id: 'wrongId' };
}

const isUnknown = (value: string | undefined, known: readonly string[]): boolean =>
  value !== undefined && !known.includes(value);

function searchOf({
  team,
  id,
  state,
  task,
  system,
  evidence,
  overdue,
  from,
  until,
}: SearchValues): DecisionSearch {
  const rollUp = chosen<RollUp>(state, DECISION_STATUSES);
  const taskState = chosen<TaskState>(task, TASK_STATES);
  const ofSystem = chosen<System>(system, SYSTEMS);
  const level = chosen<EvidenceLevel>(evidence, EVIDENCE_LEVELS);
  return {
    ...(team === undefined ? {} : { team }),
    ...(id === undefined ? {} : { decisionId: id }),
    ...(rollUp === undefined ? {} : { rollUp }),
    ...(taskState === undefined ? {} : { state: taskState }),
    ...(ofSystem === undefined ? {} : { system: ofSystem }),
    ...(level === undefined ? {} : { evidence: level }),
    ...(overdue === undefined ? {} : { isOverdue: true as const }),
    ...(from === undefined ? {} : { from: beginOfDay(from) }),
    ...(until === undefined ? {} : { until: endOfDay(until) }),
  };
}

const chosen = <T extends string>(value: string | undefined, known: readonly T[]): T | undefined =>
  known.find((one) => one === value);

/** The same search as an address, with what is given instead. */
export function searchPath(path: string, values: SearchValues, instead: SearchValues = {}): string {
  const fields = Object.entries({ ...values, after: undefined, ...instead }).filter(
    (field): field is [string, string] => field[1] !== undefined,
  );
  return fields.length === 0 ? path : `${path}?${new URLSearchParams(fields).toString()}`;
}
