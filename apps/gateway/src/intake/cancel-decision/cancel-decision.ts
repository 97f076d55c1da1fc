import { planCancellation } from '#domain';
import type { Cancellation } from '#domain';
import { insertLaterEvent } from '#ledger';
import { lockKnown } from '../take-later-event.js';
import type { LaterEventUse } from '../take-later-event.js';
import { applyChanges } from '../task-changes/apply-changes.js';
import { isCopied } from '../task-changes/planning-setting.js';

/**
 * `decision.cancelled`: what was written is nullified, what was not sent is never sent, and nothing but a withdrawal is
 * taken for the decision any more.
 */
export const CANCEL_DECISION: LaterEventUse<Cancellation> = {
  candidate: ({ version }) => Promise.resolve({ version }),

  async store(cancellation, _decision, taking) {
    const { tx, ledger, event, setting } = taking;
    const { reason, cancelledAt } = cancellation;
    const before = await lockKnown(taking, cancellation);
    const { id: row, version, clientKey } = before;
    await insertLaterEvent(tx, ledger.vault, event, {
      ...{ decisionRow: row, version, clientKey, reason },
      kind: 'decision.cancelled',
      warnings: [],
      facts: { cancelledAt },
    });
    const newest = await before.readDecision(version);
    if (newest === undefined || clientKey === undefined) return;
    const planned = planCancellation(before.tasks, { now: setting.now, isCopied: isCopied(setting) });
    await applyChanges(taking, { row, clientKey, newest, before, countedFrom: cancelledAt }, planned);
  },
};
