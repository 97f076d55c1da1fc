import { FinnishSSN } from 'finnish-ssn';
import { isAbsoluteUri, isOidUri } from '../validation/primitives.js';
import type { RefusalCode } from '../validation/refusals.js';

/** An identifier as it is compared: system URI and value. */
export interface Identity {
  readonly system: string;
  readonly value: string;
}

export const PERSONAL_IDENTITY_CODE_SYSTEM = 'urn:oid:1.2.246.21';
/** Our key: one value per record series. */
export const SERIES_SYSTEM = 'urn:kuittaus:series';

/** Finnish base profiles: SV number, Terhikki number; and other registered professionals. */
const PROFESSIONAL_SYSTEMS = ['urn:oid:1.2.246.537.25', 'urn:oid:1.2.246.537.26', 'urn:oid:1.2.246.537.29'];
const BUSINESS_ID_SYSTEM = 'urn:oid:1.2.246.10';
const URI_SYSTEM = 'urn:ietf:rfc:3986';
const ARTIFICIAL = /^[0-9]{6}[-+A-Y]9[0-9]{2}.$/;

export const sameIdentity = (one: Identity, other: Identity): boolean =>
  one.system === other.system && one.value === other.value;

/**
 * Says why an identifier is none of a client of this server: a malformed one, or a real person's code. Every
 * artificial code (individual number 900-999) and every temporary id under another OID is known.
 */
export function clientFault({ system, value }: Identity): RefusalCode | undefined {
  if (system !== PERSONAL_IDENTITY_CODE_SYSTEM) {
    return isOidUri(system) && value.trim() !== '' ? undefined : 'client-identifier';
  }
  if (!FinnishSSN.validate(value)) return 'client-identifier';
  return ARTIFICIAL.test(value) ? undefined : 'unknown-client';
}

export function isProfessional({ system, value }: Identity): boolean {
  return PROFESSIONAL_SYSTEMS.includes(system) && value.trim() !== '';
}

export function isOrganisation({ system, value }: Identity): boolean {
  if (system === URI_SYSTEM) return isOidUri(value);
  return system === BUSINESS_ID_SYSTEM && /^[0-9]{7}-[0-9]$/.test(value);
}

export function isRecordKey({ system, value }: Identity): boolean {
  return isAbsoluteUri(system) && value.trim() !== '';
}
