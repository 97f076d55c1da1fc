import { type JsonObject, isObject, objectAt, objectsAt } from '../../json.js';
import { clientElement, clientReference } from '../resources/content-record.js';
import { type Identity, PERSONAL_IDENTITY_CODE_SYSTEM } from '../resources/identities.js';
import type { ContentType } from '../resources/resource-types.js';
import { identityOf } from '../validation/reference.js';

/** @returns a copy of the value in which each `reference` that the map knows is replaced by its address */
export function withAddresses(value: JsonObject, addresses: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'reference' && typeof inner === 'string'
        ? (addresses.get(inner) ?? inner)
        : replaced(inner, addresses),
    ]),
  );
}

function replaced(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => replaced(item, addresses));
  return isObject(value) ? withAddresses(value, addresses) : value;
}

/**
 * The client that a record is about.
 * @param patientAt - the Patient at an address
 * @returns undefined where the record says neither an identifier nor a Patient that exists
 */
export function clientOf(
  type: ContentType,
  record: JsonObject,
  patientAt: (address: string) => JsonObject | undefined,
): Identity | undefined {
  const said = clientReference(type, record);
  const address = said?.['reference'];
  if (typeof address !== 'string') return identityOf(objectAt(said, 'identifier'));
  const identities = objectsAt(patientAt(address), 'identifier').map(identityOf);
  return identities.find((one) => one?.system === PERSONAL_IDENTITY_CODE_SYSTEM) ?? identities[0];
}

/** @returns the record as if it were another client's */
export function withClient(type: ContentType, record: JsonObject, client: Identity): JsonObject {
  return { ...record, [clientElement(type)]: { type: 'Patient', identifier: client } };
}
