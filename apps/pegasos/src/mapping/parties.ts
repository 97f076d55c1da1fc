import type { ComponentValue } from '#hl7v2';
import type { ClientIdentifier, Organisation, Participant } from '#domain';
import { PERSONAL_IDENTITY_CODE_OID } from '#domain';
import type { RecordingOrder } from '#recording';

/** OID of Finnish business ids as identifiers of organisations, without hyphen and leading zeros. */
const BUSINESS_ID_OID = '1.2.246.10';

/** An assigning authority (HD) known by its OID. */
const authority = (oid: string): readonly string[] => ['', oid, 'ISO'];

/** CX: the client's identifier, with the OID it was given under. */
export function clientId({ system, value }: ClientIdentifier): readonly ComponentValue[] {
  const type = system === PERSONAL_IDENTITY_CODE_OID ? 'NNFIN' : undefined;
  return [value, undefined, undefined, authority(system), type];
}

/** XPN */
export const clientName = ({ client }: RecordingOrder): readonly ComponentValue[] => [
  client.familyName,
  client.givenName,
];

/** XCN of the client, for a query. */
export const clientAsSubject = ({ clientIdentifier }: RecordingOrder): readonly ComponentValue[] => {
  const { system, value } = clientIdentifier;
  return [value, ...EMPTY_NAME, undefined, authority(system)];
};

/** XCN: a professional; the name is one text with us, and stands whole where the family name would. */
export function professional({ name, professionalId, organisation }: Participant): readonly ComponentValue[] {
  const [, ...given] = EMPTY_NAME;
  return [
    professionalId?.value,
    name,
    ...given,
    undefined,
    professionalId && authority(professionalId.system),
    ...[undefined, undefined, undefined, undefined],
    facility(organisation),
  ];
}

/** XCN-2 to -7. */
const EMPTY_NAME = Array.from({ length: 6 }, () => undefined);

/** HD: an organisation by name and OID, as far as they are known. */
export function facility({ name, oid, businessId }: Organisation): readonly string[] {
  const known = oid ?? (businessId === undefined ? undefined : businessIdOid(businessId));
  return known === undefined ? [name] : [name, known, 'ISO'];
}

const businessIdOid = (businessId: string): string =>
  `${BUSINESS_ID_OID}.${businessId.replace('-', '').replace(/^0+/u, '')}`;
