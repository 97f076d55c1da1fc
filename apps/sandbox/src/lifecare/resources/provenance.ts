import { codeableConcept, period } from '../validation/datatypes.js';
import { dateTime, instant, oneOf, uri } from '../validation/primitives.js';
import { reference } from '../validation/reference.js';
import { anyNumber, atMostOneOf, oneOrMore, optional, required, shape } from '../validation/shape.js';
import { organization, practitioner } from './directory.js';
import type { ResourceDefinition } from './resource-shape.js';
import { CONTENT_TYPES } from './resource-types.js';

const agent = shape({
  type: optional(codeableConcept),
  role: anyNumber(codeableConcept),
  who: required(reference('Practitioner', 'Organization', 'Patient')),
  onBehalfOf: optional(reference('Practitioner', 'Organization', 'Patient')),
});

const entity = shape({
  role: required(oneOf('derivation', 'revision', 'quotation', 'source', 'removal')),
  what: required(reference(...CONTENT_TYPES)),
});

/** Who recorded, on whose behalf: travels with each content record, as in Kanta's FHIR guides. */
export const provenance: ResourceDefinition = {
  type: 'Provenance',
  contains: [practitioner, organization],
  elements: {
    target: oneOrMore(reference(...CONTENT_TYPES)),
    occurredDateTime: optional(dateTime),
    occurredPeriod: optional(period),
    recorded: required(instant),
    policy: anyNumber(uri),
    reason: anyNumber(codeableConcept),
    activity: optional(codeableConcept),
    agent: oneOrMore(agent),
    entity: anyNumber(entity),
  },
  whole: atMostOneOf('occurredDateTime', 'occurredPeriod'),
};
