import type { CodeableConcept, Provenance, ProvenanceAgent } from '#fhir';
import type { Operation, Organisation, Participant } from '#domain';
import type { RecordingOrder } from '#recording';
import { containedIn, custodian, organization, practitioner, type Party } from './parties.js';

const PARTICIPANT_TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';
const AUTHOR = concept(PARTICIPANT_TYPE, 'author');
const PERFORMER = concept(PARTICIPANT_TYPE, 'performer');
/** The register holder's agent type of the Finnish base profiles. */
const CUSTODIAN = concept('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'CST');

const DATA_OPERATION = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';
const ACTIVITIES: Readonly<Record<Operation, CodeableConcept>> = {
  create: concept(DATA_OPERATION, 'CREATE'),
  replace: concept(DATA_OPERATION, 'UPDATE'),
  nullify: concept(DATA_OPERATION, 'NULLIFY'),
};

/**
 * Who recorded it, for whom, and whose register it is in; travels as a pair with the record, as in Kanta's
 * guides.
 * @param target `urn:uuid:…` of the record's entry, or `Type/id` of a record that is there
 */
export function toProvenance(
  order: RecordingOrder,
  target: string,
  registerHolder: Organisation | undefined,
  recordedAt: Date,
): Provenance {
  const others = order.onBehalfOf.filter(({ id }) => id !== order.recorder.id);
  const people = [order.recorder, ...others].map((person, index) => toPerson(person, index));
  const holder = custodian(order, registerHolder);
  return {
    resourceType: 'Provenance',
    ...containedIn([...people.flatMap(({ who, employer }) => [who, employer]), holder]),
    target: [{ reference: target }],
    occurredDateTime: order.handledOn,
    recorded: recordedAt.toISOString(),
    activity: ACTIVITIES[order.operation],
    agent: [...people.map(toAgent), { type: CUSTODIAN, who: holder.reference }],
  };
}

interface Person {
  readonly who: Party;
  readonly employer: Party;
}

function toPerson(participant: Participant, index: number): Person {
  return {
    who: practitioner(participant, `person-${index + 1}`),
    employer: organization(participant.organisation, `organization-${index + 1}`),
  };
}

/** The first is the recorder; the others are those whose duty the same record fulfils. */
function toAgent({ who, employer }: Person, index: number): ProvenanceAgent {
  return {
    type: index === 0 ? AUTHOR : PERFORMER,
    who: who.reference,
    onBehalfOf: employer.reference,
  };
}

function concept(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] };
}
