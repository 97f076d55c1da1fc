import { endOfHelsinkiDay, shiftDay } from '#domain';
import type { RepairFilter } from '#ledger';
import type { Fault } from '../../http/problem.js';
import { holdsIdentityCode } from '../../intake/content-rules/identity-code.js';
import { checkShape } from '../../intake/event-dto/check-shape.js';
import { isDate } from '../../intake/event-dto/formats.js';
import type { JsonObject } from '../../intake/json/json-value.js';
import { repairFilterOf } from '../../repairs/read-repair-request.js';
import { RepairFilterDto } from '../../repairs/repair-request.dto.js';

/** A filter as a form or an address has it: what was left empty is empty. */
export interface FilterFields {
  readonly systems: readonly string[];
  readonly endpoints: readonly string[];
  readonly teams: readonly string[];
  readonly states: readonly string[];
  readonly reasons: readonly string[];
  readonly outcome: string;
  readonly code: string;
  /** A day, `YYYY-MM-DD`: from its beginning on. */
  readonly from: string;
  /** A day: before its beginning. */
  readonly to: string;
}

/** What each field is called in a form and in an address; a plan's own reason has `reason` for itself. */
export const FILTER_PARAMETERS = {
  systems: 'system',
  endpoints: 'endpoint',
  teams: 'team',
  states: 'state',
  reasons: 'cause',
  outcome: 'outcome',
  code: 'code',
  from: 'from',
  to: 'to',
} as const satisfies Record<keyof FilterFields, string>;

export type FilterField = keyof typeof FILTER_PARAMETERS;
export const FILTER_FIELDS = [
  'systems',
  'endpoints',
  'teams',
  'states',
  'reasons',
  'outcome',
  'code',
  'from',
  'to',
] as const satisfies readonly FilterField[];

/** @param values all values of a parameter */
export function filterFields(values: (parameter: string) => readonly string[]): FilterFields {
  const all = (field: FilterField): string[] =>
    values(FILTER_PARAMETERS[field])
      .map((value) => value.trim())
      .filter((value) => value !== '');
  const one = (field: FilterField): string => all(field)[0] ?? '';
  return {
    systems: all('systems'),
    endpoints: all('endpoints'),
    teams: all('teams'),
    states: all('states'),
    reasons: all('reasons'),
    outcome: one('outcome'),
    code: one('code'),
    from: one('from'),
    to: one('to'),
  };
}

/** The values of a parameter in an address, as Fastify reads it. */
export const valuesIn =
  (query: Readonly<Record<string, unknown>>) =>
  (parameter: string): readonly string[] =>
    [query[parameter]].flat().filter((value) => typeof value === 'string');

export const isEmptyFilter = (fields: FilterFields): boolean =>
  FILTER_FIELDS.every((field) => fields[field].length === 0);

/** The same filter for an address. */
export function queryOf(fields: FilterFields): string {
  const query = new URLSearchParams();
  for (const [parameter, value] of pairsOf(fields)) query.append(parameter, value);
  return query.toString();
}

/** Each value with its parameter: for an address, and for the hidden fields of a form. */
export const pairsOf = (fields: FilterFields): readonly (readonly [string, string])[] =>
  FILTER_FIELDS.flatMap((field) =>
    [fields[field]]
      .flat()
      .filter((value) => value !== '')
      .map((value) => [FILTER_PARAMETERS[field], value] as const),
  );

/** The filter of a request for programs; fields without a value are left out. */
export function filterRequest(fields: FilterFields): JsonObject {
  const { outcome, code, from, to } = fields;
  return {
    ...some('states', fields.states),
    ...some('systems', fields.systems),
    ...some('endpoints', fields.endpoints),
    ...some('teams', fields.teams),
    ...some('reasons', fields.reasons),
    ...(outcome === '' ? {} : { outcome }),
    ...(code === '' ? {} : { code }),
    ...(from === '' ? {} : { from: startOf(from) }),
    ...(to === '' ? {} : { to: startOf(to) }),
  };
}

const some = (name: string, values: readonly string[]): JsonObject =>
  values.length === 0 ? {} : { [name]: values };

/** In Helsinki, as all times of the console; what is no day stays as it is, for the check to refuse. */
const startOf = (day: string): string =>
  isDate(day) ? new Date(endOfHelsinkiDay(shiftDay(day, -1)).getTime() + 1).toISOString() : day;

export type CheckedFilter =
  | { readonly filter: RepairFilter }
  | { readonly faults: readonly { readonly field: FilterField; readonly code: string }[] };

/** Every fault at once, by the rules of the interface for programs; an empty filter is the caller's to refuse. */
export function checkFilter(fields: FilterFields): CheckedFilter {
  const request = filterRequest(fields);
  const faults = [
    ...checkShape(RepairFilterDto, request, '').flatMap(faultOf),
    ...FILTER_FIELDS.filter((field) => [fields[field]].flat().some(holdsIdentityCode)).map((field) => ({
      field,
      code: 'identity-code',
    })),
  ];
  if (faults.length > 0) return { faults };
  return { filter: repairFilterOf(Object.assign(new RepairFilterDto(), request)) };
}

function faultOf({ path, code }: Fault): { readonly field: FilterField; readonly code: string }[] {
  const name = path.split('/')[1];
  return FILTER_FIELDS.filter((field) => field === name).map((field) => ({ field, code }));
}
