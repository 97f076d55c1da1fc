import { createHash } from 'node:crypto';
import type { BundlePruned } from './retention/pruned-part.js';

/** Of the form below (docs/audit-format.md). */
export const BUNDLE_FORMAT = 'kuittaus-audit-bundle/1';

/** What was asked for. Times are those of `loggedAt`; `until` is not of it any more. */
export type Selection =
  | { readonly type: 'decision'; readonly team: string; readonly decisionId: string }
  | { readonly type: 'period'; readonly from: string; readonly until: string }
  | { readonly type: 'system'; readonly system: string }
  | { readonly type: 'client'; readonly decisions: readonly SelectedDecision[] }
  | { readonly type: 'log' };

export interface SelectedDecision {
  readonly team: string;
  readonly decisionId: string;
}

/** An entry with the proof that it is in the tree of the last checkpoint. */
export interface BundleEntry {
  readonly index: number;
  /** The leaf's bytes, as text. */
  readonly body: string;
  /** Audit path, base64; absent in a bundle of the whole log, whose root is computed from all its leaves. */
  readonly proof?: readonly string[];
}

export interface BundleConsistency {
  readonly from: number;
  readonly to: number;
  /** base64 */
  readonly proof: readonly string[];
}

/** Opens the commitments of the one client whom the bundle is about; without it nobody can tell whose entry it is. */
export interface ClientOpening {
  /** hexadecimal */
  readonly salt: string;
  /** Id of the client's key. */
  readonly key: string;
}

/** All that is needed to verify without us: written by the gateway, read by the verifier. */
export interface AuditBundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly manifest: BundleManifest;
  /** C2SP tlog-policy: the keys as we know them. Whoever verifies takes them from elsewhere. */
  readonly policy: string;
  /** Signed notes, oldest first; the proofs are of the last one. */
  readonly checkpoints: readonly string[];
  /** From each checkpoint to the next. */
  readonly consistency: readonly BundleConsistency[];
  /** In the order of their indexes. */
  readonly entries: readonly BundleEntry[];
  /** The neighbours of a period, which show that nothing of it is left out. */
  readonly neighbours: readonly BundleEntry[];
  /** Completeness receipts (compact JWS) of the decisions, given just before the export. */
  readonly receipts: readonly string[];
  readonly receiptKeys: object;
  readonly clients: readonly ClientOpening[];
  /** Absent: the log is whole. */
  readonly pruned?: BundlePruned;
}

export interface BundleManifest {
  /** Stands in the log as well, in the export's own entry. */
  readonly export: string;
  readonly exportedAt: string;
  readonly origin: string;
  readonly selection: Selection;
  readonly purpose: string;
  /** Of the tree of the last checkpoint. */
  readonly size: number;
  readonly entries: number;
  /** SHA-256 in hexadecimal of each part, its lines joined by newlines. */
  readonly digests: { readonly entries: string; readonly checkpoints: string; readonly receipts: string };
}

export const digestOfLines = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');
