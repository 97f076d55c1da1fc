import { v5 as uuidV5 } from 'uuid';
import type { Identifier, Reference } from './r4.js';

/** Names our bundle-local ids; any fixed UUID would do. */
const FULL_URL_NAMESPACE = '6f0d9a3c-3c1f-4c39-9a55-6d2f0c8a7c11';

/** @returns the identifier system of an OID, as the Finnish base profiles write it: `urn:oid:1.2.246.21` */
export function oidUrn(oid: string): string {
  return `urn:oid:${oid}`;
}

/**
 * The OID of a Finnish organisation by its business id (Y-tunnus): without hyphen and leading zeros under
 * 1.2.246.10 (JHS 159, annex 1).
 * @example businessIdOid('0204819-8') === '1.2.246.10.2048198'
 */
export function businessIdOid(businessId: string): string {
  return `1.2.246.10.${businessId.replace('-', '').replace(/^0+(?=\d)/, '')}`;
}

/** An organisation's identifier in Kanta's style: a URI system with the OID as a URN (finnish-base-profiles). */
export function organizationIdentifier(oid: string): Identifier {
  return { system: 'urn:ietf:rfc:3986', value: oidUrn(oid) };
}

/** A patient by identifier only: the server's own Patient id is never needed, nor looked up by a URL. */
export function patientReference(oid: string, value: string): Reference {
  return { type: 'Patient', identifier: { system: oidUrn(oid), value } };
}

/** A bundle-local name of a resource: the same for the same name, so that a repeat has the same bytes. */
export function bundleUrl(name: string): string {
  return `urn:uuid:${uuidV5(name, FULL_URL_NAMESPACE)}`;
}

/** A search token `system|value` with the value escaped (R4, search, 3.1.1.4.10 and "Escaping Search Parameters"). */
export function token({ system, value }: Identifier): string {
  return `${system}|${value.replace(/[\\$,|]/g, '\\$&')}`;
}

/**
 * FHIR's `id`: letters, digits, hyphen, dot, 64 at most. One of dots alone would climb in a URL's path.
 */
export function isResourceId(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9.-]{1,64}$/.test(value) && !/^\.+$/.test(value);
}
