import type { AuditEntry } from '#audit';
import type { DecisionPage, LogCheck, RecordingFigures } from '#ledger';
import type { Principal } from '#security';
import type { DecisionSearch, GivenReceipt } from '../decisions/decision-desk.js';
import type { DecisionView } from '../../reading/ledger-reader.js';

/** A search with both ends of its period: figures are never of everything. */
export type LogSearch = DecisionSearch & Required<Pick<DecisionSearch, 'from' | 'until'>>;

export interface LogOverview {
  readonly figures: RecordingFigures;
  readonly page: DecisionPage;
  /** The newest check that somebody asked for. */
  readonly check?: LogCheck;
}

/** How an entry stands to the newest checkpoint: under it with its proof, not under it yet, or not what it was. */
export type EntryStanding = 'proven' | 'unsigned' | 'differs';

export interface ProvenEntry {
  readonly entry: AuditEntry;
  /** Hexadecimal. */
  readonly leafHash: string;
  readonly standing: EntryStanding;
  /** Audit path (RFC 6962, 2.1.1), base64; empty for one that is not under the checkpoint. */
  readonly path: readonly string[];
}

/** The newest checkpoint, as far as our keys know its signatures. */
export interface CheckpointView {
  readonly origin: string;
  readonly size: number;
  /** base64 */
  readonly root: string;
  readonly signedAt: Date;
  /** Name of the log's key; absent when the signature does not hold. */
  readonly signer?: string;
  /** Those whose cosignatures hold. */
  readonly witnesses: readonly { readonly name: string; readonly at: Date }[];
  /** The signed note. */
  readonly note: string;
}

/** All that proves what became of one decision. */
export interface DecisionProof {
  readonly decision: DecisionView;
  readonly given: GivenReceipt;
  readonly entries: readonly ProvenEntry[];
  /** There are more entries than are shown: an export has all. */
  readonly isCut: boolean;
  readonly checkpoint?: CheckpointView;
}

/** What the console's log asks for. Every reading is noted on the log before anything is told. */
export interface LogDesk {
  overview(caller: Principal, search: LogSearch, after?: string): Promise<LogOverview>;
  proof(
    caller: Principal,
    decision: { readonly team: string; readonly decisionId: string },
  ): Promise<DecisionProof | undefined>;
  /** Begins to check the whole log, unless a check is under way. @returns id of the check */
  beginCheck(caller: Principal): Promise<string>;
  findCheck(id: string): Promise<LogCheck | undefined>;
}
