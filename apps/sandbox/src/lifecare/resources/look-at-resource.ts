import type { Findings } from '../validation/findings.js';
import type { Rule } from '../validation/shape.js';
import { carePlan } from './care-plan.js';
import { consent } from './consent.js';
import { organization, patient, practitioner } from './directory.js';
import { documentReference } from './document-reference.js';
import { provenance } from './provenance.js';
import { resource } from './resource-shape.js';
import type { AddressableType } from './resource-types.js';

const RULES: Readonly<Record<AddressableType, Rule>> = {
  Consent: resource(consent),
  DocumentReference: resource(documentReference),
  CarePlan: resource(carePlan),
  Patient: resource(patient),
  Practitioner: resource(practitioner),
  Organization: resource(organization),
  Provenance: resource(provenance),
};

/** Reports every fault of a resource of the type, and collects the references that it holds. */
export function lookAtResource(
  type: AddressableType,
  value: unknown,
  path: string,
  findings: Findings,
): void {
  RULES[type](value, path, findings);
}
