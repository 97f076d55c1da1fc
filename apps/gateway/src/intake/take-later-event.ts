import type { DecisionRef } from '#domain';
import { findPriorState, lockDecision, lockDecisionName } from '#ledger';
import type { LockedDecision, PriorState } from '#ledger';
import { faultPoint } from '#observability';
import type { AcceptedEvent, IntakeAnswer, IntakeRefusal } from './event-intake.js';
import { answerOf, refusalOf } from './intake-answer.js';
import { incomingEvent, settingFor } from './intake-options.js';
import type { IntakeOptions } from './intake-options.js';
import { judgeLaterEvent } from './judge-later-event.js';
import type { LaterCandidate } from './judge-later-event.js';
import type { Taking } from './task-changes/apply-changes.js';

/** One kind of later event: what it is judged by, and what it does. */
export interface LaterEventUse<E extends DecisionRef> {
  candidate(event: E, prior: PriorState, tx: Taking['tx']): Promise<Omit<LaterCandidate, 'bodyDigest'>>;
  /** Stores the event and all that follows from it. */
  store(event: E, decision: NonNullable<PriorState['decision']>, taking: Taking): Promise<void>;
}

/**
 * Takes an event on a decision that is there, in one transaction under the decision's name: judged, stored with all
 * that follows, and answered after the commit; or refused, and nothing is stored.
 */
export async function takeLaterEvent<E extends DecisionRef>(
  accepted: AcceptedEvent,
  told: E,
  use: LaterEventUse<E>,
  options: IntakeOptions,
): Promise<IntakeAnswer | IntakeRefusal> {
  const { ledger } = options;
  const event = incomingEvent(accepted, options);
  const setting = settingFor(told.team, event.takenAt, options);
  return ledger.transaction(async (tx) => {
    await lockDecisionName(tx, told.team, told.decisionId);
    const prior = await findPriorState(tx, event, told);
    const candidate = await use.candidate(told, prior, tx);
    const verdict = judgeLaterEvent({ ...candidate, bodyDigest: event.bodyDigest }, prior);
    switch (verdict.kind) {
      case 'refuse':
        return refusalOf(verdict.code);
      case 'repeat':
        return answerOf(tx, verdict.answeredBy, accepted.eventId, true);
      case 'take':
        await use.store(told, verdict.decision, { tx, ledger, event, setting });
        faultPoint('intake.uncommitted');
        return answerOf(tx, event.id, accepted.eventId, false);
    }
  });
}

/** A decision that was found a moment before, under its name, is gone: nothing deletes decisions, so a defect. */
class DecisionGone extends Error {
  readonly code = 'decision-gone';
}

/** @throws DecisionGone */
export async function lockKnown({ tx, ledger }: Taking, name: DecisionRef): Promise<LockedDecision> {
  const { team, decisionId } = name;
  const locked = await lockDecision(tx, ledger.vault, { team, decisionId });
  if (locked === undefined) throw new DecisionGone();
  return locked;
}
