import type { ClientIdentifier, Organisation, Participant, RecordContent, RecordKind } from '#domain';
import type { RecordingOrder } from '#recording';

/** `NewContactEvent` of docs/systems/sofia-crm.yaml: the same bytes on every attempt. */
export interface NewContactEvent extends Correction {
  readonly externalReference: string;
  readonly client: ClientIdentifier;
}

/** `Correction`: every member that may change, so that each replaces what was there. */
export interface Correction {
  readonly versionKey: string;
  readonly content: RecordContent;
  readonly text: string;
  readonly recorder: Person;
  readonly onBehalfOf: readonly Person[];
}

/** `Cancellation` */
export interface Cancellation {
  readonly versionKey: string;
  readonly reason: 'no-longer-valid';
  readonly recorder: Person;
}

type Person = Pick<Participant, 'name' | 'role' | 'professionalId'> & { readonly organisation: Organisation };

/** What can be told of a client as a contact event. */
const RECORDS: readonly RecordKind[] = [
  'contact-note',
  'case-note',
  'recommendation',
  'measures',
  'plan',
  'case-manager',
];

export const isTaken = (record: RecordKind): boolean => RECORDS.includes(record);

export function toNewContactEvent(order: RecordingOrder): NewContactEvent {
  const { system, value } = order.clientIdentifier;
  return { externalReference: order.seriesKey, client: { system, value }, ...toCorrection(order) };
}

export function toCorrection(order: RecordingOrder): Correction {
  return {
    versionKey: order.versionKey,
    content: order.content,
    text: order.text,
    recorder: toPerson(order.recorder),
    onBehalfOf: order.onBehalfOf.map(toPerson),
  };
}

export function toCancellation({ versionKey, recorder }: RecordingOrder): Cancellation {
  return { versionKey, reason: 'no-longer-valid', recorder: toPerson(recorder) };
}

/** No more of a person than who it is: no address, no number, no rights. */
function toPerson({ name, role, organisation, professionalId }: Participant): Person {
  const { name: organisationName, businessId, oid } = organisation;
  return {
    name,
    role,
    organisation: {
      name: organisationName,
      ...(businessId !== undefined && { businessId }),
      ...(oid !== undefined && { oid }),
    },
    ...(professionalId !== undefined && {
      professionalId: { system: professionalId.system, value: professionalId.value },
    }),
  };
}
