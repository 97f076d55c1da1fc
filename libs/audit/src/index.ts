export { csvOf, withoutFormula } from './csv.js';
export { auditEventsOf } from './fhir/audit-events.js';
export type { AuditEvent, AuditEventBundle } from './fhir/audit-event.js';
export { BUNDLE_FORMAT, digestOfLines } from './bundle.js';
export type {
  AuditBundle,
  BundleConsistency,
  BundleEntry,
  BundleManifest,
  ClientOpening,
  SelectedDecision,
  Selection,
} from './bundle.js';
export { bundleLines, LINES_FORMAT } from './bundle-lines.js';
export { makeBundle, policyText } from './make-bundle.js';
export type { BundleHeadParts, BundleParts, ProvenLeaf } from './make-bundle.js';
export { prunedSubtrees } from './retention/pruned-part.js';
export type { BundlePruned } from './retention/pruned-part.js';
export { USUAL_LOG_RETENTION, USUAL_YEARS } from './retention/log-retention.js';
export type { LogRetention } from './retention/log-retention.js';
export { disclosureOf } from './disclosures.js';
export type { Disclosure } from './disclosures.js';
export { ENTRY_KINDS, isEntryKind } from './entry-kinds.js';
export type { EntryClass, EntryKind } from './entry-kinds.js';
export { ENTRY_SCHEMA, entryBytes } from './entry.js';
export type {
  Actor,
  AuditEntry,
  EntryDecision,
  EntryOutcome,
  Grounds,
  RecordClass,
  Subject,
} from './entry.js';
export { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './merkle/hashing.js';
export { EMPTY_TREE, growTree, rootOf } from './merkle/grow-tree.js';
export type { Frontier, GrownNode } from './merkle/grow-tree.js';
export {
  consistencyProof,
  inclusionProofs,
  isConsistent,
  isIncluded,
  ProofOutOfRange,
} from './merkle/proofs.js';
export type { ReadNodes, TreeHead } from './merkle/proofs.js';
export type { FullNode } from './merkle/ranges.js';
export { AuditKeyFault, openSigningKey, parseVerifierKey, parseVerifierKeys } from './note/keys.js';
export type { KeyKind, SigningKey, VerifierKey } from './note/keys.js';
export { checkpointText, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './note/checkpoint.js';
export type { Checkpoint, VerifiedCheckpoint } from './note/checkpoint.js';
export { cosign, cosignaturesIn, cosignedAt } from './note/cosignature.js';
export { parseSignatureLines, signatureLine } from './note/signed-note.js';
export type { NoteSignature, SignedNote } from './note/signed-note.js';
export { formatGrowRequest, parseGrowRequest } from './service/grow-request.js';
export type { GrowRequest } from './service/grow-request.js';
export { judgeGrowth } from './service/judge-growth.js';
export type { Growth } from './service/judge-growth.js';
export { KeptCheckpoint, KeptCheckpointUnreadable } from './service/kept-checkpoint.js';
export { startTextServer } from './service/text-server.js';
export type { TextAnswer, TextServer } from './service/text-server.js';
