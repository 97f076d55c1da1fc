import type { ClientIdentifier, Organisation, Participant, RecordContent, RecordKind } from '#domain';
import type { RecordingOrder } from '#recording';
import { UnusablePreviousVersion } from '../typ.errors.js';

/** `RecordVersion` of docs/systems/typ.yaml: the same bytes on every attempt. */
export interface RecordVersion {
  readonly version: number;
  readonly versionKey: string;
  readonly client: ClientIdentifier;
  readonly content: RecordContent;
  readonly text: string;
  readonly recorder: Person;
  readonly onBehalfOf: readonly Person[];
}

/** `Cancellation` of docs/systems/typ.yaml. */
export interface Cancellation {
  readonly version: number;
  readonly versionKey: string;
  readonly reason: 'no-longer-valid';
  readonly recorder: Person;
}

type Person = Pick<Participant, 'name' | 'role' | 'professionalId'> & { readonly organisation: Organisation };

/** What the register holds of a plan and its follow-up; nothing else may be recorded there. */
const RECORDS: readonly RecordKind[] = ['plan', 'measures', 'case-note', 'recommendation', 'case-manager'];

export const isTaken = (record: RecordKind): boolean => RECORDS.includes(record);

/** @throws UnusablePreviousVersion */
export function toRecordVersion(order: RecordingOrder): RecordVersion {
  const { system, value } = order.clientIdentifier;
  return {
    version: versionOf(order),
    versionKey: order.versionKey,
    client: { system, value },
    content: order.content,
    text: order.text,
    recorder: toPerson(order.recorder),
    onBehalfOf: order.onBehalfOf.map(toPerson),
  };
}

/** @throws UnusablePreviousVersion */
export function toCancellation(order: RecordingOrder): Cancellation {
  const { versionKey, recorder } = order;
  return { version: versionOf(order), versionKey, reason: 'no-longer-valid', recorder: toPerson(recorder) };
}

/**
 * The number of the version that the order writes: the register refuses any other than the next one.
 * @throws UnusablePreviousVersion
 */
export function versionOf({ operation, previous, taskId }: RecordingOrder): number {
  if (operation === 'create') return 1;
  if (previous === undefined || !/^[1-9][0-9]{0,8}$/.test(previous.targetVersion)) {
    throw new UnusablePreviousVersion(taskId);
  }
  return Number(previous.targetVersion) + 1;
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
