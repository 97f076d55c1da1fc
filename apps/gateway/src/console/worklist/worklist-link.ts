import type { Principal } from '#security';
import { draftOwner } from './draft-key.js';
import { WORKLIST_PATH } from './worklist-view.js';

/** What console.js finds on the main menu's link: where the count is told, and whose drafts may be kept here. */
export const worklistLink = (
  person: Principal,
): Readonly<Record<'data-count-stream' | 'data-drafts-of', string>> => ({
  'data-count-stream': `${WORKLIST_PATH}/count/stream`,
  'data-drafts-of': draftOwner(person),
});
