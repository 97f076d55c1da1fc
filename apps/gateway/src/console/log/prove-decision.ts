import { cosignedAt, isIncluded, leafHash, verifyCheckpoint } from '#audit';
import type { AuditEntry, Checkpoint, TreeHead, VerifierKey } from '#audit';
import type { AuditLog, Leaf, StoredCheckpoint } from '#ledger';
import type { CheckpointView, EntryStanding, ProvenEntry } from './log-desk.js';
import { treeIn } from './tree-in-note.js';

export interface ProverOptions {
  readonly audit: Pick<AuditLog, 'readLeaves' | 'newestCheckpoint' | 'inclusionProofs'>;
  readonly keys: readonly VerifierKey[];
}

/** As many as a page can hold; an export has all. */
const MOST_ENTRIES = 300;

export interface ProvenDecision {
  readonly entries: readonly ProvenEntry[];
  readonly isCut: boolean;
  readonly checkpoint?: CheckpointView;
}

/** The decision's entries, each held against the newest checkpoint by its own proof. */
export async function proveDecision(options: ProverOptions, row: string): Promise<ProvenDecision> {
  const { audit, keys } = options;
  const leaves = await audit.readLeaves({ decisions: [row] }, { from: 0, limit: MOST_ENTRIES + 1 });
  const shown = leaves.slice(0, MOST_ENTRIES);
  const isCosigned = keys.some(({ kind }) => kind === 'witness');
  const stored = await audit.newestCheckpoint({ isCosigned });
  const head = stored === undefined ? undefined : treeIn(stored.note);
  const entries = await provenEntries(options, shown, head);
  return {
    entries,
    isCut: leaves.length > shown.length,
    ...(stored === undefined || head === undefined ? {} : { checkpoint: viewOf(stored, head, keys) }),
  };
}

async function provenEntries(
  { audit }: ProverOptions,
  leaves: readonly Leaf[],
  head: TreeHead | undefined,
): Promise<ProvenEntry[]> {
  const signed = head === undefined ? [] : leaves.filter(({ index }) => index < head.size);
  const paths =
    head === undefined || signed.length === 0
      ? []
      : await audit.inclusionProofs(
          signed.map(({ index }) => index),
          head.size,
        );
  return leaves.map((leaf, place) => {
    const hash = leafHash(Buffer.from(leaf.body, 'utf8'));
    const path = paths[place] ?? [];
    return {
      entry: JSON.parse(leaf.body) as AuditEntry,
      leafHash: hash.toString('hex'),
      standing: standingOf({ index: leaf.index, hash }, path, head),
      path: path.map((node) => node.toString('base64')),
    };
  });
}

function standingOf(
  { index, hash }: { readonly index: number; readonly hash: Buffer },
  path: readonly Buffer[],
  head: TreeHead | undefined,
): EntryStanding {
  if (head === undefined || index >= head.size) return 'unsigned';
  return isIncluded({ index, hash }, head, path) ? 'proven' : 'differs';
}

function viewOf(
  { note, cosignatures, signedAt }: StoredCheckpoint,
  { origin, size, root }: Checkpoint,
  keys: readonly VerifierKey[],
): CheckpointView {
  const whole = note + cosignatures.join('');
  const verified = verifyCheckpoint(whole, keys);
  return {
    origin,
    size,
    root: root.toString('base64'),
    signedAt,
    ...(verified === undefined ? {} : { signer: verified.origin }),
    witnesses: (verified?.note.signatures ?? []).flatMap((signature) =>
      keys.flatMap((key) => {
        const at = verified === undefined ? undefined : cosignedAt(key, verified.note.text, signature);
        return at === undefined ? [] : [{ name: key.name, at }];
      }),
    ),
    note: whole,
  };
}
