import { FinnishSSN } from 'finnish-ssn';
import { fieldOf, partOf } from '#hl7v2';
import type { Repetition, Segment } from '#hl7v2';
import { Refusal } from './refusal.js';

/** Who a document is about: the OID of the identifier's assigning authority, and the identifier. */
export interface ClientId {
  readonly system: string;
  readonly value: string;
}

const PERSONAL_IDENTITY_CODE_OID = '1.2.246.21';
/** SV number, Terhikki number; and other registered professionals. */
const PROFESSIONAL_OIDS = ['1.2.246.537.25', '1.2.246.537.26', '1.2.246.537.29'];
const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/;
const ARTIFICIAL = /^[0-9]{6}[-+A-Y]9[0-9]{2}.$/;

/**
 * The client of a PID-3: exactly one identifier, under an OID. Every artificial identity code (individual number
 * 900-999) and every temporary id under another OID is known; a real-range code is nobody here.
 * @throws Refusal
 */
export function clientOf(pid: Segment): ClientId {
  const [identifier, ...others] = fieldOf(pid, 3);
  if (identifier === undefined || others.length > 0) throw Refusal.error('101', 'PID', 3);
  return knownClient({ value: partOf(identifier, 1), system: oidOf(identifier, 4) }, 'PID', 3);
}

/** @throws Refusal where the identifier is none of a client here */
export function knownClient(client: ClientId, segment: string, field: number): ClientId {
  const { system, value } = client;
  const isCode = system === PERSONAL_IDENTITY_CODE_OID;
  if (!OID.test(system) || value.trim() === '' || (isCode && !FinnishSSN.validate(value))) {
    throw Refusal.error('102', segment, field);
  }
  if (isCode && !ARTIFICIAL.test(value)) throw Refusal.error('204', segment, field);
  return client;
}

/** @throws Refusal where TXA-9 names nobody, or somebody by an identifier that is none of a professional */
export function checkAuthor(txa: Segment): void {
  const [author, ...others] = fieldOf(txa, 9);
  const isOne = author !== undefined && others.length === 0 && partOf(author, 2) !== '';
  if (!isOne) throw Refusal.error('101', 'TXA', 9);
  const identifier = partOf(author, 1);
  const isKnown = identifier === '' || PROFESSIONAL_OIDS.includes(oidOf(author, 9));
  if (!isKnown) throw Refusal.error('102', 'TXA', 9);
}

/** The OID of an HD among the components; empty where it is none. */
export const oidOf = (repetition: Repetition, component: number): string =>
  partOf(repetition, component, 3) === 'ISO' ? partOf(repetition, component, 2) : '';
