import type { Fault } from '../../http/problem.js';
import { isDate, isDateTime, isEmail, isUriReference } from './formats.js';

/** Looks at the value of one field. Paths of the faults are relative to it: empty, or `/<index>` in a list. */
export type FieldCheck = (value: unknown) => readonly Fault[];

const here = (code: string): Fault[] => [{ path: '', code }];

/** Wraps a check of a value that is there: a required field that is absent has one fault, and no others. */
const present =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === undefined ? here('required') : check(value);

export const string = (...checks: ((text: string) => Fault[])[]): FieldCheck =>
  present((value) => (typeof value === 'string' ? checks.flatMap((check) => check(value)) : here('type')));

/** Lengths are in characters (code points), as JSON Schema counts. */
const length =
  (min: number, max: number) =>
  (text: string): Fault[] => {
    if (text.length < min) return here('min-length');
    return text.length > max && Array.from(text).length > max ? here('max-length') : [];
  };

const matches =
  (test: (text: string) => boolean, code: string) =>
  (text: string): Fault[] =>
    test(text) ? [] : here(code);

export const text = (min: number, max: number): FieldCheck => string(length(min, max));

export const pattern = (expression: RegExp): FieldCheck =>
  string(matches((value) => expression.test(value), 'pattern'));

export const date: FieldCheck = string(matches(isDate, 'format'));

export const dateTime: FieldCheck = string(matches(isDateTime, 'format'));

export const email = (max: number): FieldCheck => string(length(0, max), matches(isEmail, 'format'));

export const uriReference = (max: number): FieldCheck =>
  string(length(0, max), matches(isUriReference, 'format'));

export const oneOf = (words: readonly string[]): FieldCheck =>
  string(matches((value) => words.includes(value), 'enum'));

export const integer = (min: number, max = Number.MAX_SAFE_INTEGER): FieldCheck =>
  present((value) => {
    if (!Number.isInteger(value)) return here('type');
    if (Number(value) < min) return here('min');
    return Number(value) > max ? here('max') : [];
  });

export const boolean: FieldCheck = present((value) => (typeof value === 'boolean' ? [] : here('type')));

export const object: FieldCheck = present((value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? [] : here('type'),
);

export interface ListLimits {
  readonly min?: number;
  readonly max?: number;
  readonly unique?: boolean;
}

/** A list, each item of which the check holds for. */
export const listOf = (
  item: FieldCheck,
  { min = 0, max = Infinity, unique = false }: ListLimits = {},
): FieldCheck =>
  present((value) => {
    if (!Array.isArray(value)) return here('type');
    const faults = value.flatMap((member: unknown, index) => within(index, item(member)));
    if (value.length < min) faults.push(...here('min-items'));
    if (value.length > max) faults.push(...here('max-items'));
    return unique ? [...faults, ...repeated(value)] : faults;
  });

const within = (index: number, faults: readonly Fault[]): Fault[] =>
  faults.map(({ path, code }) => ({ path: `/${index}${path}`, code }));

function repeated(values: readonly unknown[]): Fault[] {
  const seen = new Set<unknown>();
  return values.flatMap((value, index) => {
    if (seen.has(value)) return within(index, here('unique'));
    seen.add(value);
    return [];
  });
}
