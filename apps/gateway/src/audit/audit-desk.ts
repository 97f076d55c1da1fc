import type { AuditBundle, AuditEntry, Disclosure } from '#audit';
import type { ClientIdentifier } from '#domain';
import type { LeafFilter } from '#ledger';
import type { Principal } from '#security';

/** What an export is of. */
export type ExportAsk =
  | { readonly type: 'decision'; readonly team: string; readonly decisionId: string }
  | { readonly type: 'period'; readonly from: Date; readonly until: Date }
  | { readonly type: 'system'; readonly system: string }
  | { readonly type: 'client'; readonly client: ClientIdentifier }
  | { readonly type: 'log' };

export interface ExportRequest {
  readonly ask: ExportAsk;
  /** A code; it stands on the log. */
  readonly purpose: string;
  /** Sizes of checkpoints that the asker holds: those of the log are put in, so that they can be compared. */
  readonly knownSizes: readonly number[];
}

/** An export as lines, each with its newline. */
export interface ExportedLines {
  /** Id of the export. */
  readonly export: string;
  readonly lines: AsyncIterable<string>;
}

export interface EntryPage {
  readonly items: readonly AuditEntry[];
  /** Index of the first entry of the next page. */
  readonly next?: number;
}

export interface InclusionView {
  readonly index: number;
  readonly size: number;
  /** base64 */
  readonly proof: readonly string[];
}

export interface ConsistencyView {
  readonly from: number;
  readonly to: number;
  readonly proof: readonly string[];
}

/** What the audit routes ask for. What tells of people is noted on the log before it is told. */
export interface AuditDesk {
  listEntries(caller: Principal, filter: LeafFilter, from: number): Promise<EntryPage>;
  /** @returns the newest signed note, with its cosignatures; undefined when there is none yet */
  checkpoint(): Promise<string | undefined>;
  /** Of the newest checkpoint's tree, where no size is given. @returns undefined for what the log does not have */
  inclusion(index: number, size: number | undefined): Promise<InclusionView | undefined>;
  consistency(from: number, to: number | undefined): Promise<ConsistencyView | undefined>;
  /** @throws Problem */
  export(caller: Principal, request: ExportRequest): Promise<AuditBundle>;
  /** Of a period, a system or all; of any size. @throws Problem */
  exportLines(caller: Principal, request: ExportRequest): Promise<ExportedLines>;
  /** Newest first. @throws Problem */
  disclosures(caller: Principal, client: ClientIdentifier, purpose: string): Promise<readonly Disclosure[]>;
}
