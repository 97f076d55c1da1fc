import { Problem } from '../http/problem.js';
import { checkShape } from '../intake/event-dto/check-shape.js';
import { parseStrictJson } from '../intake/json/parse-strict-json.js';
import { isJsonObject } from '../intake/json/json-value.js';

/** What a class describes, as plain data. */
type FieldsOf<T> = { [Name in keyof T]: T[Name] };

/**
 * Reads an act's body: every fault at once, unknown fields refused. An act without facts needs no body.
 * @throws Problem
 */
export function readBody<T extends object>(type: new () => T, body: Buffer | undefined): FieldsOf<T> {
  if (body === undefined || body.length === 0) return shaped(type, {});
  const parsed = parseStrictJson(body);
  if ('fault' in parsed) throw new Problem(parsed.fault);
  if (!isJsonObject(parsed.value)) throw new Problem('invalid', { errors: [{ path: '', code: 'type' }] });
  return shaped(type, parsed.value);
}

function shaped<T extends object>(type: new () => T, value: Parameters<typeof checkShape>[1]): FieldsOf<T> {
  const errors = checkShape(type, value, '');
  if (errors.length > 0) throw new Problem('invalid', { errors });
  return Object.assign(new type(), value);
}
