import { BUNDLE_FORMAT, digestOfLines } from './bundle.js';
import type { AuditBundle, BundleEntry, BundleManifest, ClientOpening, Selection } from './bundle.js';
import type { VerifierKey } from './note/keys.js';
import type { BundlePruned } from './retention/pruned-part.js';

/** A leaf with its audit path. */
export interface ProvenLeaf {
  readonly index: number;
  readonly body: string;
  readonly proof?: readonly Buffer[];
}

/** What is known before the first entry is read. */
export interface BundleHeadParts {
  readonly export: string;
  readonly exportedAt: string;
  readonly origin: string;
  readonly selection: Selection;
  readonly purpose: string;
  readonly size: number;
  /** The first of each kind is the one in use. */
  readonly keys: readonly VerifierKey[];
  readonly checkpoints: readonly string[];
  readonly consistency: readonly {
    readonly from: number;
    readonly to: number;
    readonly proof: readonly Buffer[];
  }[];
  readonly neighbours: readonly ProvenLeaf[];
  readonly receipts: readonly string[];
  readonly receiptKeys: object;
  readonly clients: readonly ClientOpening[];
  /** Absent: the log is whole. */
  readonly pruned?: Omit<BundlePruned, 'subtrees'> & { readonly subtrees: readonly Buffer[] };
}

export interface BundleParts extends BundleHeadParts {
  readonly entries: readonly ProvenLeaf[];
}

/** @returns the bundle, with its manifest */
export function makeBundle(parts: BundleParts): AuditBundle {
  const { manifest, ...head } = headOf(parts);
  const { checkpoints, receipts, entries } = parts;
  return {
    format: BUNDLE_FORMAT,
    manifest: {
      ...manifest,
      entries: entries.length,
      digests: {
        entries: digestOfLines(entries.map(({ body }) => body)),
        checkpoints: digestOfLines(checkpoints),
        receipts: digestOfLines(receipts),
      },
    },
    ...head,
    entries: entries.map(entryOf),
  };
}

/** All of a bundle but its entries, and what is counted over them. */
export function headOf(parts: BundleHeadParts): BundleHead {
  const { origin, selection, purpose, size, exportedAt, checkpoints, receipts, receiptKeys, clients } = parts;
  const { pruned } = parts;
  return {
    manifest: { export: parts.export, exportedAt, origin, selection, purpose, size },
    policy: policyText(parts.keys),
    checkpoints,
    consistency: parts.consistency.map(({ from, to, proof }) => ({ from, to, proof: proof.map(base64) })),
    neighbours: parts.neighbours.map(entryOf),
    receipts,
    receiptKeys,
    clients,
    ...(pruned === undefined ? {} : { pruned: { ...pruned, subtrees: pruned.subtrees.map(base64) } }),
  };
}

type BundleHead = Omit<AuditBundle, 'format' | 'manifest' | 'entries'> & {
  readonly manifest: Omit<BundleManifest, 'entries' | 'digests'>;
};

/** C2SP tlog-policy: which log, and which witnesses must have seen it. */
export function policyText(keys: readonly VerifierKey[]): string {
  const witnesses = keys.filter(({ kind }) => kind === 'witness');
  const [witness] = witnesses;
  return [
    ...keys.filter(({ kind }) => kind === 'log').map(({ text }) => `log ${text}`),
    ...witnesses.map(({ name, text }) => `witness ${name} ${text}`),
    `quorum ${witness?.name ?? 'none'}`,
    '',
  ].join('\n');
}

export const entryOf = ({ index, body, proof }: ProvenLeaf): BundleEntry => ({
  index,
  body,
  ...(proof === undefined ? {} : { proof: proof.map(base64) }),
});

const base64 = (hash: Buffer): string => hash.toString('base64');
