import type { VerifierKey } from '#audit';
import type { AuditLog } from '#ledger';
import type { BlindIndex } from '#security';
import type { Receipts } from '../receipt/receipts.js';

export interface AuditDeskOptions {
  readonly audit: AuditLog;
  readonly index: BlindIndex;
  readonly receipts: Receipts;
  /** Of the log and its witnesses; those in use come first. */
  readonly keys: readonly VerifierKey[];
  /** Waits until the log may have gone on. */
  readonly pause: () => Promise<void>;
}
