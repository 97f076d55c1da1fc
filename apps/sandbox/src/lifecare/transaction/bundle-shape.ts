import { type JsonObject, isObject, objectsAt, textAt } from '../../json.js';
import { identifier } from '../validation/datatypes.js';
import type { Findings } from '../validation/findings.js';
import { id, instant, text } from '../validation/primitives.js';
import { Refusal } from '../validation/refusals.js';
import { type Rule, oneOrMore, optional, required, shape } from '../validation/shape.js';

const MAX_ENTRIES = 50;

const method: Rule = (value, path, findings) => {
  if (value !== 'POST' && value !== 'PUT') findings.add('interaction', path);
};

/** Resources are looked at by their own rules, later. */
const anyResource: Rule = (value, path, findings) => {
  if (!isObject(value)) findings.add('not-an-object', path);
};

const request = shape({
  method: required(method),
  url: required(text),
  ifMatch: optional(text),
  ifNoneExist: optional(text),
});

const bundle = shape(
  {
    resourceType: required(text),
    id: optional(id),
    identifier: optional(identifier),
    type: required(text),
    timestamp: optional(instant),
    entry: oneOrMore(
      shape({ fullUrl: required(text), resource: required(anyResource), request: required(request) }),
    ),
  },
  (value, path, findings) => {
    if (objectsAt(value, 'entry').length > MAX_ENTRIES) findings.add('body-size', `${path}.entry`);
  },
);

/**
 * Reports the faults of a transaction's frame.
 * @returns its entries
 * @throws {@link Refusal} 400 when it is no transaction Bundle at all
 */
export function lookAtBundle(body: unknown, findings: Findings): readonly JsonObject[] {
  if (
    !isObject(body) ||
    textAt(body, 'resourceType') !== 'Bundle' ||
    textAt(body, 'type') !== 'transaction'
  ) {
    throw Refusal.of(400, 'not-a-transaction', 'Bundle.type');
  }
  bundle(body, 'Bundle', findings);
  return objectsAt(body, 'entry');
}
