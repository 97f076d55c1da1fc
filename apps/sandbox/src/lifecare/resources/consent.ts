import { type JsonObject, objectAt, objectsAt, textAt } from '../../json.js';
import { attachment } from '../validation/attachment.js';
import { codeableConcept, coding, identifier, period } from '../validation/datatypes.js';
import { boolean, dateTime, oneOf } from '../validation/primitives.js';
import { reference } from '../validation/reference.js';
import { anyNumber, oneOrMore, optional, required, shape } from '../validation/shape.js';
import { contentRules } from './content-record.js';
import { organization, practitioner } from './directory.js';
import type { ResourceDefinition } from './resource-shape.js';

const PRIVACY = { system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' };

const actor = shape({
  role: required(codeableConcept),
  reference: required(reference('Organization', 'Practitioner', 'Patient')),
});

const provision = shape({
  type: optional(oneOf('deny', 'permit')),
  period: optional(period),
  actor: anyNumber(actor),
  action: anyNumber(codeableConcept),
  securityLabel: anyNumber(coding),
  purpose: anyNumber(coding),
  class: anyNumber(coding),
  code: anyNumber(codeableConcept),
});

const verification = shape({
  verified: required(boolean),
  verifiedWith: optional(reference('Patient')),
  verificationDate: optional(dateTime),
});

/** R4 Consent, scope privacy. policyRule is compulsory because a bare `policy` is not taken (R4, ppc-1). */
export const consent: ResourceDefinition = {
  type: 'Consent',
  contains: [practitioner, organization],
  elements: {
    identifier: oneOrMore(identifier),
    status: required(oneOf('draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error')),
    scope: required(codeableConcept),
    category: oneOrMore(codeableConcept),
    patient: required(reference('Patient')),
    dateTime: optional(dateTime),
    performer: anyNumber(reference('Patient', 'Practitioner', 'Organization')),
    organization: anyNumber(reference('Organization')),
    sourceAttachment: optional(attachment),
    policyRule: required(codeableConcept),
    verification: anyNumber(verification),
    provision: optional(provision),
  },
  whole: (value, path, findings) => {
    contentRules('Consent')(value, path, findings);
    if ('scope' in value && !isPrivacy(objectAt(value, 'scope'))) findings.add('code', `${path}.scope`);
  },
};

function isPrivacy(scope: JsonObject | undefined): boolean {
  return objectsAt(scope, 'coding').some(
    (one) => textAt(one, 'system') === PRIVACY.system && textAt(one, 'code') === PRIVACY.code,
  );
}
