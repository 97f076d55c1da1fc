import { setTimeout } from 'node:timers/promises';
import { parseVerifierKeys } from '#audit';
import type { VerifierKey } from '#audit';
import { readSecret, SecretFault } from '#configuration';
import type { SecretsPlace } from '#configuration';
import type { Ledger } from '#ledger';
import type { Receipts } from '../receipt/receipts.js';
import type { AuditDesk } from './audit-desk.js';
import { LedgerAuditDesk } from './ledger-audit-desk.js';

/** The log gets its checkpoints once a second at most. */
const PAUSE_MS = 250;

/** @throws SecretFault for keys that are there and cannot be read */
export function openAuditDesk(ledger: Ledger, receipts: Receipts, place: SecretsPlace): AuditDesk {
  return new LedgerAuditDesk({
    audit: ledger.audit,
    index: ledger.index,
    receipts,
    keys: auditKeys(place),
    pause: () => setTimeout(PAUSE_MS),
  });
}

/** Of the log and its witnesses. @throws SecretFault for keys that are there and cannot be read */
export const auditKeys = (place: SecretsPlace): readonly VerifierKey[] => [
  ...keysIn('audit-log-vkey', place),
  ...keysIn('audit-witness-vkey', place),
];

/** Public keys, kept where the other keys are; without them the log is read, and exports wait for a checkpoint. */
function keysIn(secret: string, place: SecretsPlace): VerifierKey[] {
  try {
    return parseVerifierKeys(readSecret(secret, place));
  } catch (failure) {
    if (failure instanceof SecretFault && failure.code === 'secret-missing') return [];
    throw failure;
  }
}
