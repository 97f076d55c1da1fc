import type { Consent, ConsentRequirement, ConsentWithdrawal, RecordKind, Sector } from '#domain';

export interface ConsentQuestion {
  readonly consent: Consent | undefined;
  readonly requirement: ConsentRequirement;
  readonly record: RecordKind;
  readonly sector: Sector;
  readonly now: Date;
  readonly withdrawals: readonly ConsentWithdrawal[];
}

/** Helsinki is two hours ahead in winter, which is when all of it happens. */
const HELSINKI_MS = 2 * 3_600_000;

/** The tests of consent once more, written from the contract (teams.md, "Consent") and not from the code. */
export function consentForbids(question: ConsentQuestion): string | undefined {
  const { consent, requirement, record, sector, now, withdrawals } = question;
  if (record === 'visit' || record === 'consent') return undefined;
  if (consent === undefined) return requirement.required ? 'missing' : undefined;
  for (const { covers } of withdrawals) {
    if (covers === undefined || covers.includes(sector)) return 'withdrawn';
  }
  const today = new Date(now.getTime() + HELSINKI_MS).toISOString().slice(0, 10);
  if (consent.validUntil !== undefined && consent.validUntil < today) return 'expired';
  if (requirement.form !== undefined && requirement.form !== consent.form) return 'wrong form';
  if (requirement.inWriting && consent.method === 'oral') return 'not written';
  return consent.covers.includes(sector) ? undefined : 'does not cover';
}
