import { SYSTEMS } from '#domain';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';
import { dateTime, oneOf, pattern } from '../intake/event-dto/field-checks.js';
import type { FieldCheck } from '../intake/event-dto/field-checks.js';
import { EXPORT_FORMATS } from './export-formats.js';

const COUNT = /^(?:0|[1-9][0-9]{0,14})$/;
const CODE = /^[a-z][a-z0-9-]{1,63}$/;
const KIND = /^[a-z-]{1,40}\.[a-z-]{1,40}$/;
const DECISION = /^[a-z][a-z0-9-]{0,31}\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
const COUNTS = /^(?:0|[1-9][0-9]{0,14})(?:,(?:0|[1-9][0-9]{0,14})){0,49}$/;

/** Everything that the audit routes can be asked by, as text: of a query, or of a body. */
export const FIELDS = {
  decision: pattern(DECISION),
  from: dateTime,
  to: dateTime,
  kind: pattern(KIND),
  system: oneOf(SYSTEMS),
  cursor: pattern(COUNT),
  index: pattern(COUNT),
  size: pattern(COUNT),
  fromSize: pattern(COUNT),
  toSize: pattern(COUNT),
  purpose: pattern(CODE),
  format: oneOf(EXPORT_FORMATS),
  knownSizes: pattern(COUNTS),
  whole: oneOf(['true']),
  personalIdentityCode: pattern(/^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]$/),
  temporaryIdSystem: pattern(/^[0-2](?:\.(?:0|[1-9][0-9]*)){1,30}$/),
  temporaryId: pattern(/^[^\s\p{Cc}]{1,64}$/u),
} as const satisfies Record<string, FieldCheck>;

export type FieldName = keyof typeof FIELDS;
export type Fields<Name extends FieldName> = Readonly<Partial<Record<Name, string>>>;

/**
 * @param required of the names
 * @returns the values, each of its form; every fault at once, without the values
 * @throws Problem
 */
export function readFields<const Name extends FieldName>(
  given: Readonly<Record<string, unknown>>,
  names: readonly Name[],
  required: readonly Name[] = [],
): Fields<Name> {
  const known: readonly string[] = names;
  const errors: Fault[] = [
    ...Object.keys(given)
      .filter((name) => !known.includes(name))
      .map(() => ({ path: '/*', code: 'unknown-field' })),
    ...names
      .filter((name) => given[name] !== undefined || required.includes(name))
      .flatMap((name) => FIELDS[name](given[name]).map(({ code }) => ({ path: `/${name}`, code }))),
  ];
  if (errors.length > 0) throw new Problem('invalid', { errors });
  return Object.fromEntries(
    names.flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]]] : [])),
  ) as Fields<Name>;
}
