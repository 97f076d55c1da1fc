import type {
  ClientIdentifier,
  EvidenceLevel,
  Operation,
  Participant,
  RecordContent,
  RecordKind,
  AutomaticSystem,
  Client,
} from '#domain';

/**
 * The port every record system's adapter implements (design.md, sections 4 and 5).
 *
 * An adapter never decides what follows from an answer: it maps, sends, and classifies each answer into
 * one of the closed outcomes below. It never throws for anything the record system does; a throw is a
 * defect of ours, and the runner settles it as `unknown` where bytes may have been sent.
 */
export interface RecordSystemAdapter {
  readonly system: AutomaticSystem;
  /** The highest level of evidence that this system can give. */
  readonly evidenceLevel: Extract<EvidenceLevel, 'accepted' | 'found' | 'verified'>;
  /** Writes the record once. May call `context.beforeFirstByte` only through the HTTP/TCP client it is given. */
  write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome>;
  /** Asks the system what it holds under our key. Never writes. */
  lookUp(order: RecordingOrder, context: AttemptContext): Promise<LookUpOutcome>;
}

/** Everything that an adapter needs to write one version of one record; it holds personal data. */
export interface RecordingOrder {
  readonly taskId: string;
  /** Our key in the system: one per record series, the same on every attempt and over its versions. */
  readonly seriesKey: string;
  /** Our key of this very version: derived from the series and the task; the same on every attempt. */
  readonly versionKey: string;
  readonly team: string;
  readonly decisionId: string;
  readonly decisionVersion: number;
  readonly record: RecordKind;
  readonly operation: Operation;
  /** For a nullify: the content that is nullified. */
  readonly content: RecordContent;
  /** The content as plain Finnish text with headings, the same bytes on every attempt. */
  readonly text: string;
  readonly client: Client;
  readonly clientIdentifier: ClientIdentifier;
  readonly recorder: Participant;
  readonly onBehalfOf: readonly Participant[];
  readonly visibleToClient: boolean;
  readonly handledOn: string;
  readonly decidedAt: string;
  /** What is replaced or nullified: the newest confirmed version of the series. Absent for a create. */
  readonly previous?: RecordedVersion;
}

/** Where a record stands in the record system. */
export interface RecordedVersion {
  readonly targetId: string;
  readonly targetVersion: string;
}

/** Facts about one attempt that the adapter's client obeys. */
export interface AttemptContext {
  /** Ends the attempt: deadline reached or lease lost. Pass it to every request. */
  readonly signal: AbortSignal;
  /** For the log and for request ids: unique per attempt. */
  readonly attemptId: string;
  /**
   * Called by the client just before the first byte of a write leaves.
   * @throws LeaseLost when the attempt may no longer write (the outcome is then `not-now`, not sent)
   */
  readonly beforeFirstByte: () => void;
}

/** Stable codes for logs and the task's attempts; never text that came from the system. */
export type OutcomeCode = string & { readonly __brand?: 'OutcomeCode' };

/** What a write attempt gave: exactly one of the closed set of design.md, section 4. */
export type WriteOutcome =
  | { readonly kind: 'recorded'; readonly receipt: RecordedVersion; readonly code: OutcomeCode }
  | { readonly kind: 'already-recorded'; readonly receipt: RecordedVersion; readonly code: OutcomeCode }
  | {
      readonly kind: 'rejected';
      readonly reason: 'rejected-by-system' | 'not-encodable';
      readonly code: OutcomeCode;
    }
  | {
      readonly kind: 'not-now';
      readonly code: OutcomeCode;
      /** When the system said to come back. */
      readonly retryAfterMs?: number;
      /** False: surely not sent (refused connection, DNS, TLS, no token): costs the task no attempt. */
      readonly sent: boolean;
    }
  | { readonly kind: 'unknown'; readonly code: OutcomeCode };

/** What a look-up by our key gave. */
export type LookUpOutcome =
  /** Exactly one record carries our key. `matches`: client, content and version are those of the order. */
  | {
      readonly kind: 'found';
      readonly recorded: RecordedVersion;
      readonly matches: boolean;
      /** Which comparisons failed: codes, never values. Empty when `matches`. */
      readonly differences: readonly ('client' | 'content' | 'status' | 'version')[];
      readonly code: OutcomeCode;
      /** From when the client sees the record there; absent where the system does not tell, or never shows it. */
      readonly visibleFrom?: Date;
    }
  /** The system answered, and no record of this version is there (a series may still have an older one). */
  | { readonly kind: 'absent'; readonly code: OutcomeCode }
  /** More than one record carries our key. */
  | { readonly kind: 'several'; readonly count: number; readonly code: OutcomeCode }
  /** The system gives no way to ask. */
  | { readonly kind: 'cannot-ask'; readonly code: OutcomeCode }
  | { readonly kind: 'not-now'; readonly code: OutcomeCode; readonly retryAfterMs?: number };
