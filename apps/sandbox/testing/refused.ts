import { type JsonObject, isObject, objectsAt } from '../src/json.js';
import { REFUSAL_CODE_SYSTEM } from '../src/lifecare/validation/refusals.js';
import { transaction } from './bundles.js';

/** A Bundle that is refused, with the detailed code and the place that one of the issues names. */
export type RefusedRow = readonly [title: string, bundle: JsonObject, code: string, expression: string];

/** What an OperationOutcome says of one fault. */
export const issueOf = (code: string, expression: string): object => ({
  severity: 'error',
  details: { coding: [{ system: REFUSAL_CODE_SYSTEM, code }] },
  expression: [expression],
});

/** The Bundle without an element of its first resource. */
export function without(bundle: JsonObject, name: string): JsonObject {
  const [first, ...others] = objectsAt(bundle, 'entry');
  const resource = isObject(first?.['resource']) ? first['resource'] : {};
  const rest = Object.fromEntries(Object.entries(resource).filter(([element]) => element !== name));
  return transaction({ ...first, resource: rest }, ...others);
}
