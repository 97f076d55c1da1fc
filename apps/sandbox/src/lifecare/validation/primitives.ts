import type { Rule } from './shape.js';

/** FHIR R4 primitive types (https://hl7.org/fhir/R4/datatypes.html#primitive), as strict as their regexes. */

const TEXT = /^[\t\n\r\u0020-\u{10ffff}]+$/u;
const CODE = /^[^\s]+( [^\s]+)*$/;
const ID = /^[A-Za-z0-9.-]{1,64}$/;
const OID = /^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ABSOLUTE_URI = /^[a-z][a-z0-9+.-]*:\S+$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const DATE = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/;
const TIME =
  /^([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$/;

export const isOidUri = (value: string): boolean => OID.test(value);
export const isUuidUri = (value: string): boolean => UUID.test(value);
export const isId = (value: string): boolean => ID.test(value);

/** An absolute URI; where it is a urn:oid or urn:uuid, a well-formed one. */
export function isAbsoluteUri(value: string): boolean {
  if (value.startsWith('urn:oid:')) return isOidUri(value);
  if (value.startsWith('urn:uuid:')) return isUuidUri(value);
  return ABSOLUTE_URI.test(value);
}

const written =
  (fits: (value: string) => boolean): Rule =>
  (value, path, findings) => {
    if (typeof value !== 'string') findings.add('value', path);
    else if (value.trim() === '') findings.add('empty', path);
    else if (!fits(value)) findings.add('value', path);
  };

export const text = written((value) => TEXT.test(value));
export const code = written((value) => CODE.test(value));
export const id = written(isId);
export const uri = written(isAbsoluteUri);
export const language = written((value) => LANGUAGE.test(value));
export const date = written(isDate);
export const dateTime = written((value) => isDate(value) || isInstant(value));
export const instant = written(isInstant);

export const boolean: Rule = (value, path, findings) => {
  if (typeof value !== 'boolean') findings.add('value', path);
};

export const unsignedInt: Rule = (value, path, findings) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2_147_483_647) {
    findings.add('value', path);
  }
};

/** A code of a required value set. */
export function oneOf(...codes: readonly string[]): Rule {
  const valueSet = new Set<unknown>(codes);
  return (value, path, findings) => {
    if (!valueSet.has(value)) findings.add('code', path);
  };
}

function isDate(value: string): boolean {
  const parts = DATE.exec(value);
  if (parts === null) return false;
  const [, year, month = '01', day = '01'] = parts;
  const moment = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(`${year}-${month}-${day}`);
}

function isInstant(value: string): boolean {
  return value[10] === 'T' && isDate(value.slice(0, 10)) && value.length > 10 && TIME.test(value.slice(11));
}
