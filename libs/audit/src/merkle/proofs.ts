import { foldHashes } from './grow-tree.js';
import { HASH_BYTES, nodeHash } from './hashing.js';
import { consistencyRanges, fullNodesOf, inclusionRanges } from './ranges.js';
import type { FullNode, LeafRange } from './ranges.js';

/** Gives the hashes of full subtrees, in the order asked for. */
export type ReadNodes = (nodes: readonly FullNode[]) => Promise<readonly Buffer[]>;

/** A proof was asked for of a leaf or a size that the tree does not have. */
export class ProofOutOfRange extends Error {
  readonly code = 'proof-out-of-range';
  constructor() {
    super('the tree has no such leaf or size');
    this.name = 'ProofOutOfRange';
  }
}

/** @throws ProofOutOfRange */
export async function inclusionProofs(
  indexes: readonly number[],
  size: number,
  readNodes: ReadNodes,
): Promise<Buffer[][]> {
  if (indexes.some((index) => !isCount(index) || index >= size)) throw new ProofOutOfRange();
  return hashesOf(
    indexes.map((index) => inclusionRanges(index, size)),
    readNodes,
  );
}

/** @throws ProofOutOfRange */
export async function consistencyProof(
  oldSize: number,
  size: number,
  readNodes: ReadNodes,
): Promise<Buffer[]> {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) throw new ProofOutOfRange();
  const [proof = []] = await hashesOf([consistencyRanges(oldSize, size)], readNodes);
  return proof;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** All proofs with one reading of nodes; what several of them need is read once. */
async function hashesOf(
  proofs: readonly (readonly LeafRange[])[],
  readNodes: ReadNodes,
): Promise<Buffer[][]> {
  const wanted = new Map<string, FullNode>();
  for (const node of proofs.flat().flatMap(fullNodesOf)) wanted.set(nameOf(node), node);
  const names = [...wanted.keys()];
  const hashes = await readNodes([...wanted.values()]);
  const known = new Map(names.map((name, position) => [name, hashes[position]]));
  const hashOf = (node: FullNode): Buffer => known.get(nameOf(node)) ?? Buffer.alloc(0);
  return proofs.map((ranges) => ranges.map((range) => foldHashes(fullNodesOf(range).map(hashOf))));
}

const nameOf = ({ level, index }: FullNode): string => `${level}/${index}`;

/** RFC 9162, 2.1.3.2. A proof of another length than the position asks for is none. */
export function isIncluded(
  leaf: { readonly hash: Buffer; readonly index: number },
  tree: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (leaf.index >= tree.size || !areHashes(proof)) return false;
  let [position, last] = [leaf.index, tree.size - 1];
  let hash = leaf.hash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && hash.equals(tree.root);
}

/** A tree as a checkpoint names it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** RFC 9162, 2.1.4.2: whether the newer tree begins with all leaves of the older one, in their order. */
export function isConsistent(older: TreeHead, newer: TreeHead, proof: readonly Buffer[]): boolean {
  if (older.size > newer.size || !areHashes(proof)) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0;
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  let [position, last] = [older.size - 1, newer.size - 1];
  while (position % 2 === 1) [position, last] = [half(position), half(last)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && oldHash.equals(older.root) && newHash.equals(newer.root);
}

const half = (value: number): number => Math.floor(value / 2);
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));
const areHashes = (proof: readonly Buffer[]): boolean => proof.every(({ length }) => length === HASH_BYTES);
