import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import type { ConsentGate, IsInstalled } from '#recording';

/** What acting and reading work with. */
export interface ActingOptions {
  readonly ledger: Ledger;
  /** The test of consent at the moment of the write, as for adapters. */
  readonly consentGate: ConsentGate;
  /** Whether an adapter serves the endpoint. */
  readonly isInstalled: IsInstalled;
  /** For so long an acknowledgement may be taken back. */
  readonly undoWindowMs: number;
  readonly log: Logger;
}
