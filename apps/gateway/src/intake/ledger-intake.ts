import type { Cancellation, CaseManagerChange, Decision, Withdrawal } from '#domain';
import { findTakenEvent, isUniqueViolation } from '#ledger';
import { faultPoint } from '#observability';
import { AcceptDecision } from './accept-decision/accept-decision.js';
import { CANCEL_DECISION } from './cancel-decision/cancel-decision.js';
import { CHANGE_CASE_MANAGER } from './change-case-manager/change-case-manager.js';
import type { AcceptedEvent, EventIntake, IntakeAnswer, IntakeRefusal } from './event-intake.js';
import { answerOf } from './intake-answer.js';
import { incomingEvent } from './intake-options.js';
import type { IntakeOptions } from './intake-options.js';
import { takeLaterEvent } from './take-later-event.js';
import { WITHDRAW_CONSENT } from './withdraw-consent/withdraw-consent.js';

type Result = Promise<IntakeAnswer | IntakeRefusal>;

/** The use cases of intake over the ledger, each one transaction. */
export class LedgerIntake implements EventIntake {
  private readonly decisions: AcceptDecision;

  constructor(private readonly options: IntakeOptions) {
    this.decisions = new AcceptDecision(options);
  }

  async findRepeat(accepted: AcceptedEvent): Promise<IntakeAnswer | undefined> {
    const event = incomingEvent(accepted, this.options);
    return this.options.ledger.transaction(async (tx) => {
      const taken = await findTakenEvent(tx, event.sender, event.eventId);
      if (taken?.bodyDigest.equals(event.bodyDigest) !== true) return undefined;
      return answerOf(tx, taken.answeredBy, accepted.eventId, true);
    });
  }

  acceptDecision(event: AcceptedEvent, decision: Decision): Result {
    return onceMore(() => this.decisions.take(event, decision));
  }

  cancelDecision(event: AcceptedEvent, cancellation: Cancellation): Result {
    return onceMore(() => takeLaterEvent(event, cancellation, CANCEL_DECISION, this.options));
  }

  withdrawConsent(event: AcceptedEvent, withdrawal: Withdrawal): Result {
    return onceMore(() => takeLaterEvent(event, withdrawal, WITHDRAW_CONSENT, this.options));
  }

  changeCaseManager(event: AcceptedEvent, change: CaseManagerChange): Result {
    return onceMore(() => takeLaterEvent(event, change, CHANGE_CASE_MANAGER, this.options));
  }
}

/** The same event id for two decisions at once: the second look finds the first one's event. */
async function onceMore(take: () => Result): Result {
  try {
    const result = await take();
    faultPoint('intake.committed');
    return result;
  } catch (failure) {
    if (!isUniqueViolation(failure)) throw failure;
    return take();
  }
}
