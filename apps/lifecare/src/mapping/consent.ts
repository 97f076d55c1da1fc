import type { CodeableConcept, Consent } from '#fhir';
import type { ConsentContent, Organisation } from '#domain';
import type { RecordingOrder } from '#recording';
import { textAttachment } from './attachment.js';
import { client, containedIn, custodian } from './parties.js';
import {
  CONSENT_FORM_SYSTEM,
  SECTOR_SYSTEM,
  recordIdentifiers,
  recordKindConcept,
  visibilityCoding,
} from './record-keys.js';

const PATIENT_PRIVACY: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
};
/** The client agreed; R4 wants a policy or a policy rule in every Consent (ppc-1). */
const OPT_IN: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }],
};

export function toConsent(
  order: RecordingOrder,
  content: ConsentContent,
  registerHolder: Organisation | undefined,
): Consent {
  const holder = custodian(order, registerHolder);
  return {
    resourceType: 'Consent',
    meta: { tag: [visibilityCoding(order)] },
    ...containedIn([holder]),
    identifier: recordIdentifiers(order),
    status: statusOf(order, content),
    scope: PATIENT_PRIVACY,
    category: [
      recordKindConcept('consent'),
      { coding: [{ system: CONSENT_FORM_SYSTEM, code: content.form }] },
    ],
    patient: client(order),
    dateTime: content.givenOn,
    organization: [holder.reference],
    sourceAttachment: textAttachment(order),
    policyRule: OPT_IN,
    provision: {
      type: 'permit',
      ...(content.validUntil !== undefined && { period: { end: content.validUntil } }),
      ...(content.covers.length > 0 && {
        purpose: content.covers.map((sector) => ({ system: SECTOR_SYSTEM, code: sector })),
      }),
    },
  };
}

/** A consent withdrawn for some sectors is still one for those that are left. */
function statusOf({ operation }: RecordingOrder, { withdrawnAt, covers }: ConsentContent): Consent['status'] {
  if (operation === 'nullify') return 'entered-in-error';
  return withdrawnAt !== undefined && covers.length === 0 ? 'inactive' : 'active';
}
