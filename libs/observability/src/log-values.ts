import { FinnishSSN } from 'finnish-ssn';

export type LogValue = string | number | boolean;

/** Takes what a caller said for a field, gives what the line shows, undefined where it is not of that kind. */
export type Guard<Shown extends LogValue = LogValue> = (value: unknown) => Shown | undefined;

const ID = /^[A-Za-z0-9_-][A-Za-z0-9._~:/|-]{0,127}$/;
/** kebab-case words with separators, or UPPER_CASE: how codes are written, and how names of people are not. */
const CODE = /^(?:[a-z0-9]+(?:[-_.:/][a-z0-9]+)*|[A-Z0-9]+(?:_[A-Z0-9]+)*)$/;
const CODE_LENGTH = 64;
const CLASS_NAME = /^[A-Z][A-Za-z0-9]{2,63}$/;
/** A route as it is declared, `/v1/decisions/:team/:decisionId`: never a path that somebody asked for. */
const ROUTE = /^(?:\/(?::?[A-Za-z0-9_.-]+)?){1,12}$/;

/** Ids made by us, the team application or a record system. */
export const id: Guard<string> = (value) =>
  typeof value === 'string' && ID.test(value) && !holdsIdentityCode(value) ? value : undefined;

export const code: Guard<string> = (value) =>
  typeof value === 'string' && value.length <= CODE_LENGTH && CODE.test(value) && !holdsIdentityCode(value)
    ? value
    : undefined;

export const className: Guard<string> = (value) =>
  typeof value === 'string' && CLASS_NAME.test(value) ? value : undefined;

export const route: Guard<string> = (value) =>
  typeof value === 'string' && ROUTE.test(value) && !holdsIdentityCode(value) ? value : undefined;

export const count: Guard<number> = (value) => (Number.isSafeInteger(value) ? (value as number) : undefined);

/** Rounded to microseconds. */
export const milliseconds: Guard<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 1000) / 1000 : undefined;

export const flag: Guard<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A point in time, shown as RFC 3339 in UTC. */
export const instant: Guard<string> = (value) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;

/** A word of one of the contract's closed sets. */
export const oneOf =
  <Word extends string>(words: readonly Word[]): Guard<Word> =>
  (value) =>
    words.find((word) => word === value);

const IDENTITY_CODE_SHAPE = /(?<![0-9a-z])[0-9]{6}[-+a-fu-y][0-9]{3}[0-9a-z](?![0-9a-z])/i;
const IDENTITY_CODE_ANYWHERE = /(?=([0-9]{6}[-+a-fu-y][0-9]{3}[0-9a-z]))/gi;

/** A word that looks like a Finnish personal identity code, or a valid one inside anything. */
export function holdsIdentityCode(text: string): boolean {
  if (IDENTITY_CODE_SHAPE.test(text)) return true;
  for (const [, candidate = ''] of text.matchAll(IDENTITY_CODE_ANYWHERE)) {
    if (FinnishSSN.validate(candidate.toUpperCase())) return true;
  }
  return false;
}
