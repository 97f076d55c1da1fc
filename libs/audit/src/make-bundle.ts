import { BUNDLE_FORMAT, digestOfLines } from './bundle.js';
import type { AuditBundle, BundleEntry, ClientOpening, Selection } from './bundle.js';
import type { VerifierKey } from './note/keys.js';

/** A leaf with its audit path. */
export interface ProvenLeaf {
  readonly index: number;
  readonly body: string;
  readonly proof?: readonly Buffer[];
}

export interface BundleParts {
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
  readonly entries: readonly ProvenLeaf[];
  readonly neighbours: readonly ProvenLeaf[];
  readonly receipts: readonly string[];
  readonly receiptKeys: object;
  readonly clients: readonly ClientOpening[];
}

/** @returns the bundle, with its manifest */
export function makeBundle(parts: BundleParts): AuditBundle {
  const { origin, selection, purpose, size, exportedAt, checkpoints, receipts, receiptKeys, clients } = parts;
  return {
    format: BUNDLE_FORMAT,
    manifest: {
      export: parts.export,
      exportedAt,
      origin,
      selection,
      purpose,
      size,
      entries: parts.entries.length,
      digests: {
        entries: digestOfLines(parts.entries.map(({ body }) => body)),
        checkpoints: digestOfLines(checkpoints),
        receipts: digestOfLines(receipts),
      },
    },
    policy: policyText(parts.keys),
    checkpoints,
    consistency: parts.consistency.map(({ from, to, proof }) => ({ from, to, proof: proof.map(base64) })),
    entries: parts.entries.map(entryOf),
    neighbours: parts.neighbours.map(entryOf),
    receipts,
    receiptKeys,
    clients,
  };
}

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

const entryOf = ({ index, body, proof }: ProvenLeaf): BundleEntry => ({
  index,
  body,
  ...(proof === undefined ? {} : { proof: proof.map(base64) }),
});

const base64 = (hash: Buffer): string => hash.toString('base64');
