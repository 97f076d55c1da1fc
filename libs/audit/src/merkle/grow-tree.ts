import { EMPTY_ROOT, nodeHash } from './hashing.js';
import type { FullNode } from './ranges.js';

/** A tree as far as it takes to grow it: its size, and the roots of its full subtrees, largest first. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

/** A full subtree that came to be, above the leaves. */
export interface GrownNode extends FullNode {
  readonly hash: Buffer;
}

export const EMPTY_TREE: Frontier = { size: 0, hashes: [] };

/** @returns the tree with these leaves after the ones it had, and the subtrees that became full by them */
export function growTree(
  frontier: Frontier,
  leafHashes: readonly Buffer[],
): { readonly frontier: Frontier; readonly nodes: readonly GrownNode[] } {
  const hashes = [...frontier.hashes];
  const nodes: GrownNode[] = [];
  let size = frontier.size;
  for (const leaf of leafHashes) {
    let hash = leaf;
    // As many subtrees of equal size end here as the old size has ones at its binary end.
    for (let level = 1, rest = size; rest % 2 === 1; level++, rest = Math.floor(rest / 2)) {
      hash = nodeHash(hashes.pop() ?? EMPTY_ROOT, hash);
      nodes.push({ level, index: Math.floor(size / 2 ** level), hash });
    }
    hashes.push(hash);
    size += 1;
  }
  return { frontier: { size, hashes }, nodes };
}

export const rootOf = ({ hashes }: Frontier): Buffer => foldHashes(hashes);

/** @param hashes of neighbouring subtrees, left to right, each larger than the next */
export function foldHashes(hashes: readonly Buffer[]): Buffer {
  return hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));
}
