import { fullNodesOf } from '../merkle/ranges.js';
import type { FullNode } from '../merkle/ranges.js';

/**
 * What a bundle says of a log whose beginning was pruned: so that all that is left can be checked, and nobody takes
 * the rest for all. The log's own entry `audit.pruned` says the same (docs/audit-format.md).
 */
export interface BundlePruned {
  /** Entries of lower indexes have no body any more. */
  readonly until: number;
  /** Place of the entry that tells of it; it is among the entries or their neighbours. */
  readonly entry: number;
  /** Roots of the full subtrees that the pruned entries make, largest first; base64. */
  readonly subtrees: readonly string[];
}

/** @returns the full subtrees that the first so many leaves make, largest first */
export const prunedSubtrees = (until: number): readonly FullNode[] => fullNodesOf({ from: 0, until });
