import { businessIdOid, oidUrn, organizationIdentifier, patientReference } from '#fhir';
import type { ContainedParty, Reference } from '#fhir';
import type { Organisation, Participant } from '#domain';
import type { RecordingOrder } from '#recording';

/** How a resource refers to someone, and what it must then contain. */
export interface Party {
  readonly reference: Reference;
  /** Where nothing but the name is known, a contained resource of that name is what the reference leads to. */
  readonly contained?: ContainedParty;
}

export function client({ clientIdentifier: { system, value } }: RecordingOrder): Reference {
  return patientReference(system, value);
}

/** @param localId the contained resource's id, used when the person has no professional id */
export function practitioner({ name, professionalId }: Participant, localId: string): Party {
  if (professionalId === undefined) return namedPractitioner(name, localId);
  const identifier = { system: oidUrn(professionalId.system), value: professionalId.value };
  return { reference: { type: 'Practitioner', identifier, display: name } };
}

export function namedPractitioner(name: string, localId: string): Party {
  const contained = { resourceType: 'Practitioner', id: localId, name: [{ text: name }] } as const;
  return { reference: { reference: `#${localId}`, display: name }, contained };
}

export function organization({ name, oid, businessId }: Organisation, localId: string): Party {
  const known = oid ?? (businessId === undefined ? undefined : businessIdOid(businessId));
  if (known !== undefined) {
    return { reference: { type: 'Organization', identifier: organizationIdentifier(known), display: name } };
  }
  const contained = { resourceType: 'Organization', id: localId, name } as const;
  return { reference: { reference: `#${localId}`, display: name }, contained };
}

/** The register holder: the endpoint's organisation where configured, else the recorder's. */
export function custodian(order: RecordingOrder, registerHolder: Organisation | undefined): Party {
  return organization(registerHolder ?? order.recorder.organisation, 'custodian');
}

/** @returns the `contained` element; nothing where no party needs one, as FHIR has no empty lists */
export function containedIn(parties: readonly Party[]): { readonly contained?: readonly ContainedParty[] } {
  const contained = parties.flatMap((party) => (party.contained === undefined ? [] : [party.contained]));
  return contained.length === 0 ? {} : { contained };
}
