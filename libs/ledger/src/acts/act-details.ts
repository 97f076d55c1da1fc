import type { AcknowledgementOutcome } from '#domain';

/** What a person said with an act; it is stored encrypted. */
export interface ActDetails {
  /** The person as the token names them: an address, or the issuer's own name for them. */
  readonly person: string;
  readonly organisation?: string;
  readonly outcome?: AcknowledgementOutcome;
  /** The record's identifier in the system, as the person saw it. */
  readonly reference?: string;
  readonly note?: string;
  readonly reason?: string;
  /** Address of whom the task was handed to. */
  readonly to?: string;
}

export type ActKind =
  'acknowledgement' | 'undo' | 'hand-over' | 'take-over' | 'give-back' | 'retry' | 'close';
