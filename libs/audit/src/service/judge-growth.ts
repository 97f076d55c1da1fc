import { isConsistent } from '../merkle/proofs.js';
import type { TreeHead } from '../merkle/proofs.js';
import type { GrowRequest } from './grow-request.js';

/**
 * Whether the log only grew. `smaller`, `inconsistent`: never to be signed. `other-size`: the proof begins elsewhere,
 * so nothing can be said.
 */
export type Growth = 'grew' | 'smaller' | 'inconsistent' | 'other-size';

/**
 * The one question that signer and witness ask, each of what it keeps itself.
 * @param known the tree signed last; undefined when none ever was
 */
export function judgeGrowth(
  known: TreeHead | undefined,
  next: TreeHead,
  { oldSize, proof }: Pick<GrowRequest, 'oldSize' | 'proof'>,
): Growth {
  const before = known ?? { size: 0, root: Buffer.alloc(0) };
  if (oldSize !== before.size) return 'other-size';
  if (next.size < before.size) return 'smaller';
  return isConsistent(before, next, proof) ? 'grew' : 'inconsistent';
}
