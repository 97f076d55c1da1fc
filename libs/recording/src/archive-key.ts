import { createHash } from 'node:crypto';
import type { RecordingOrder } from './adapter.js';

/**
 * By what a record of a decision is found in the archive, whoever archives it: the record systems that write it
 * have each a series of their own, and neither knows the other's.
 * @returns 32 hexadecimal digits that tell nothing of the decision
 */
export function archiveKeyOf({
  team,
  decisionId,
  record,
}: Pick<RecordingOrder, 'team' | 'decisionId' | 'record'>): string {
  const parts = ['archive', team, decisionId, record];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
