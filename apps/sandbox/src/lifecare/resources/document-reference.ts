import { attachment } from '../validation/attachment.js';
import { codeableConcept, coding, identifier, period } from '../validation/datatypes.js';
import { instant, oneOf, text } from '../validation/primitives.js';
import { reference } from '../validation/reference.js';
import { anyNumber, oneOrMore, optional, required, shape } from '../validation/shape.js';
import { contentRules } from './content-record.js';
import { organization, practitioner } from './directory.js';
import type { ResourceDefinition } from './resource-shape.js';

const relatesTo = shape({
  code: required(oneOf('replaces', 'transforms', 'signs', 'appends')),
  target: required(reference('DocumentReference')),
});

const context = shape({
  event: anyNumber(codeableConcept),
  period: optional(period),
  facilityType: optional(codeableConcept),
  practiceSetting: optional(codeableConcept),
  related: anyNumber(reference('Consent', 'CarePlan', 'DocumentReference', 'Organization')),
});

export const documentReference: ResourceDefinition = {
  type: 'DocumentReference',
  contains: [practitioner, organization],
  elements: {
    masterIdentifier: optional(identifier),
    identifier: oneOrMore(identifier),
    status: required(oneOf('current', 'superseded', 'entered-in-error')),
    docStatus: optional(oneOf('preliminary', 'final', 'amended', 'entered-in-error')),
    type: required(codeableConcept),
    category: anyNumber(codeableConcept),
    subject: required(reference('Patient')),
    date: optional(instant),
    author: anyNumber(reference('Practitioner', 'Organization')),
    custodian: optional(reference('Organization')),
    relatesTo: anyNumber(relatesTo),
    description: optional(text),
    securityLabel: anyNumber(codeableConcept),
    content: oneOrMore(shape({ attachment: required(attachment), format: optional(coding) })),
    context: optional(context),
  },
  whole: contentRules('DocumentReference'),
};
