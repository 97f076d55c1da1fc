import canonicalize from 'canonicalize';
import type { EntryClass } from './entry-kinds.js';

/** Of the form below. It stands in every entry; another form gets another name. */
export const ENTRY_SCHEMA = 'kuittaus-audit-entry/1';

/**
 * One entry of the log, as it is hashed: RFC 8785 (canonical JSON) of this, in UTF-8. What is not known, or does not
 * belong to the kind, is absent. No name, no identifier and nothing of the content of a record is ever in it
 * (docs/audit-format.md).
 */
export interface AuditEntry {
  readonly schema: typeof ENTRY_SCHEMA;
  /** Place in the log, from 0 on without a gap. */
  readonly index: number;
  /** Id in the ledger. */
  readonly id: string;
  readonly kind: string;
  /** `unlisted`: of a kind that this version does not know; it is on the log all the same. */
  readonly class: EntryClass | 'unlisted';
  /** RFC 3339: when it happened. */
  readonly at: string;
  /** RFC 3339: when it got its place. Never before that of the entry before it. */
  readonly loggedAt: string;
  readonly who: Actor;
  readonly what?: RecordClass;
  readonly about?: Subject;
  readonly why?: Grounds;
  readonly from?: { readonly team: string };
  readonly to?: { readonly system: string; readonly endpoint: string };
  readonly outcome?: EntryOutcome;
  readonly decision?: EntryDecision;
  readonly task?: string;
  readonly attempt?: string;
  /** What else the kind tells: words, counts and ids. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Actor {
  readonly type: 'sender' | 'person' | 'app';
  /** Name of the sender or app; of a person a keyed digest. */
  readonly id: string;
  /** In what capacity the person acted: the right to it comes from there. */
  readonly role?: string;
  /** The participant's id in the decision, where there is one. */
  readonly participant?: string;
}

/** What class of data it is about. */
export interface RecordClass {
  readonly record: string;
  readonly operation: string;
  readonly channel: string;
  /** Of an attempt: `write`, `look-up`, `read-back`. */
  readonly attempt?: string;
}

export interface Subject {
  /** SHA-256 of the client's salt and the client's key id, in hexadecimal. */
  readonly client: string;
}

export interface Grounds {
  /** Codes of the team's configuration. */
  readonly purpose: string;
  readonly legalBasis: string;
  /** Version of the decision in which this consent stands. */
  readonly consent?: { readonly id: string; readonly version: number };
  readonly rule?: string;
  readonly practiceVersion?: string;
}

export interface EntryOutcome {
  readonly state?: string;
  readonly reason?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly evidence?: unknown;
}

export interface EntryDecision {
  readonly team: string;
  readonly id: string;
  readonly version?: number;
  /** Place among the decision's entries, from 1 on without a gap: one that is left out shows. */
  readonly ordinal: number;
}

/** The bytes of the leaf. */
export const entryBytes = (entry: AuditEntry): Buffer => Buffer.from(canonicalize(entry) ?? '', 'utf8');
