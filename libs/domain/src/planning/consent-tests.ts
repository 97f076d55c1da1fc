import type { ConsentRequirement } from '../practice/practice.js';
import type { ConsentReason, RecordKind, Sector } from '../words.js';
import type { ConsentSituation } from './planning-case.js';

export interface ConsentQuestion extends ConsentSituation {
  readonly requirement: ConsentRequirement;
  readonly record: RecordKind;
  /** Of the endpoint that is to be told. */
  readonly sector: Sector;
  /** `YYYY-MM-DD` in Europe/Helsinki */
  readonly today: string;
}

/** The physician's own statutory entry, and the consent itself with its withdrawal. */
const NEVER_HELD_BACK: readonly RecordKind[] = ['visit', 'consent'];

export const isNeverHeldBack = (record: RecordKind): boolean => NEVER_HELD_BACK.includes(record);

/**
 * The tests of consent in the contract's order (`contract/teams.md`, "Consent"); asked when a duty is planned
 * and again at the moment of each write.
 * @returns the first that fails; undefined when the record may be written
 */
export function firstFailingConsentTest(question: ConsentQuestion): ConsentReason | undefined {
  const { consent, requirement, record, sector, today, withdrawals } = question;
  if (isNeverHeldBack(record)) return undefined;
  if (consent === undefined) return requirement.required ? 'consent-missing' : undefined;
  if (withdrawals.some(({ covers }) => covers === undefined || covers.includes(sector))) {
    return 'consent-withdrawn';
  }
  if (consent.validUntil !== undefined && consent.validUntil < today) return 'consent-expired';
  if (requirement.form !== undefined && consent.form !== requirement.form) return 'consent-wrong-form';
  if (requirement.inWriting && consent.method === 'oral') return 'consent-not-written';
  return consent.covers.includes(sector) ? undefined : `consent-does-not-cover-${sector}`;
}
