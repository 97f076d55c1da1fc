import type { Reason } from '../words.js';
import type { TrackedTask } from './tracked-task.js';

/** What stays unclear about a write, also after the system was asked once more. */
const UNCLEAR: readonly (Reason | undefined)[] = ['outcome-unknown', 'read-back-differs'];

/**
 * Needs attention only because an older version of its series does: nothing of it was ever tried. It goes on as soon
 * as the older one is cleared up.
 */
export const isHeldUp = ({ state, reason, sent, attempts }: TrackedTask): boolean =>
  state === 'needs-attention' && !sent && attempts === 0 && UNCLEAR.includes(reason);
