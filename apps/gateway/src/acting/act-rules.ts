import type { ActKind } from '#ledger';
import type { Standing } from '../access/standing.js';

/** Who records, or could in the recorder's place. */
export const RECORDING: readonly Standing[] = ['recorder', 'handed-to', 'deputy'];
const OPERATING: readonly Standing[] = [...RECORDING, 'sysadmin'];

/** What of a task may be asked by whom; the role table says the same by roles. */
export const ACT_STANDINGS: Readonly<Record<ActKind, readonly Standing[]>> = {
  acknowledgement: RECORDING,
  undo: RECORDING,
  'hand-over': OPERATING,
  'take-over': OPERATING,
  'give-back': OPERATING,
  retry: OPERATING,
  close: ['sysadmin'],
};
