import { createHash } from 'node:crypto';
import { digestOfLines } from './bundle.js';
import type { BundleManifest } from './bundle.js';
import { entryOf, headOf } from './make-bundle.js';
import type { BundleHeadParts, ProvenLeaf } from './make-bundle.js';

/** The first line begins with this: a verifier knows the form by it. */
export const LINES_FORMAT = 'kuittaus-audit-lines/1';

/**
 * A bundle as lines of JSON, for exports of any size: the head, each entry, and the end with what can only be known
 * there. A file without its end was cut short.
 * @param entries in the order of their indexes; they are gone through once
 */
export async function* bundleLines(
  parts: BundleHeadParts,
  entries: AsyncIterable<ProvenLeaf>,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: LINES_FORMAT, ...headOf(parts) })}\n`;
  const digest = createHash('sha256');
  let count = 0;
  for await (const leaf of entries) {
    digest.update(count === 0 ? leaf.body : `\n${leaf.body}`);
    count += 1;
    yield `${JSON.stringify(entryOf(leaf))}\n`;
  }
  const end: Pick<BundleManifest, 'entries' | 'digests'> = {
    entries: count,
    digests: {
      entries: digest.digest('hex'),
      checkpoints: digestOfLines(parts.checkpoints),
      receipts: digestOfLines(parts.receipts),
    },
  };
  yield `${JSON.stringify({ end })}\n`;
}
