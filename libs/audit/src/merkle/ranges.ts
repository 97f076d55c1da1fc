/** A subtree with all its leaves: the 2^level leaves from `index * 2^level` on. Level 0 is a leaf. */
export interface FullNode {
  readonly level: number;
  readonly index: number;
}

/** Leaves `from` to `until - 1`. */
export interface LeafRange {
  readonly from: number;
  readonly until: number;
}

/**
 * @param range a subtree of RFC 6962's recursion, so that it begins where its largest full subtree may
 * @returns the full subtrees that it is made of, left to right
 */
export function fullNodesOf({ from, until }: LeafRange): FullNode[] {
  const nodes: FullNode[] = [];
  for (let at = from; at < until;) {
    const level = Math.floor(Math.log2(until - at));
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** @returns the siblings on the way from the leaf to the root: the audit path of RFC 6962, 2.1.1 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = [];
  let [from, until] = [0, size];
  while (until - from > 1) {
    const middle = middleOf({ from, until });
    if (index < middle) {
      path.push({ from: middle, until });
      until = middle;
    } else {
      path.push({ from, until: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** @returns the subtrees of the proof that the tree of `size` leaves begins with that of `oldSize`: RFC 6962, 2.1.2 */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (oldSize === 0) return [];
  const path: LeafRange[] = [];
  let [from, until] = [0, size];
  while (until !== oldSize) {
    const middle = middleOf({ from, until });
    if (oldSize <= middle) {
      path.push({ from: middle, until });
      until = middle;
    } else {
      path.push({ from, until: middle });
      from = middle;
    }
  }
  // The whole old tree is known to whoever asks; a part of it is not.
  if (from > 0) path.push({ from, until });
  return path.reverse();
}

/** The left subtree has the largest power of two of leaves that is smaller than all. */
function middleOf({ from, until }: LeafRange): number {
  const count = until - from;
  const level = Math.floor(Math.log2(count));
  return from + (2 ** level === count ? count / 2 : 2 ** level);
}
