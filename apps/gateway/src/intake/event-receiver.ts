import type { Logger, Metrics } from '#observability';
import type { WebhookHeaders } from '#security';
import { Inject, Injectable } from '@nestjs/common';
import type { Refusals } from '../audit/refusals.js';
import type { GatewayConfig, SenderConfig } from '../gateway.config.js';
import {
  CLOCK,
  EVENT_INTAKE,
  GATEWAY_CONFIG,
  LOGGER,
  METRICS,
  PRACTICE_DIRECTORY,
  REFUSALS,
} from '../gateway.tokens.js';
import type { Clock } from '../gateway.tokens.js';
import { Problem, PROBLEMS } from '../http/problem.js';
import {
  CASE_MANAGER_CHANGED,
  CONSENT_WITHDRAWN,
  DECISION_CANCELLED,
  DECISION_MADE,
} from './envelope/cloud-event.js';
import type { ReceivedEvent } from './envelope/cloud-event.js';
import { readEvent } from './envelope/read-event.js';
import { isRefusal } from './event-intake.js';
import type { AcceptedEvent, EventIntake, IntakeAnswer, IntakeRefusal } from './event-intake.js';
import { judgeEvent } from './judge-event.js';
import type { Judgement } from './judge-event.js';
import type { PracticeDirectory } from './practice-directory.js';
import { SenderGate } from './sender-gate.js';

/** When the ledger cannot store: long enough for it to come back, short enough to lose no time. */
const RETRY_WHEN_NOT_STORED_S = 5;

/**
 * Takes a signed event in, in exactly the contract's order (`contract/README.md`, Intake): cheapest first,
 * and nothing is parsed before the signature holds.
 */
@Injectable()
export class EventReceiver {
  private readonly gate: SenderGate;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(EVENT_INTAKE) private readonly intake: EventIntake,
    @Inject(PRACTICE_DIRECTORY) private readonly practices: PracticeDirectory,
    @Inject(CLOCK) private readonly now: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(REFUSALS) private readonly refusals: Refusals,
  ) {
    this.gate = new SenderGate(config.senders, now, () => performance.now());
  }

  /** @returns what is answered with 202; a problem for every other answer */
  async receive(headers: WebhookHeaders, rawBody: Buffer): Promise<IntakeAnswer | Problem> {
    const admission = this.gate.admit(headers, rawBody);
    const answer =
      'refused' in admission
        ? admission.refused
        : await this.receiveFrom(admission.sender, admission.webhookId, rawBody);
    this.count(admission.sender?.name ?? 'unknown', answer);
    if (answer instanceof Problem && admission.sender) this.refusals.note(admission.sender.name, answer.code);
    return answer;
  }

  private async receiveFrom(
    sender: SenderConfig,
    webhookId: string,
    rawBody: Buffer,
  ): Promise<IntakeAnswer | Problem> {
    const event = readEvent(rawBody, webhookId);
    if (event instanceof Problem) return event;

    const accepted = this.acceptedEvent(sender, event, rawBody);
    const judgement = judgeEvent(event, sender, this.practices, this.config);
    try {
      return judgement instanceof Problem
        ? await this.refuse(accepted, judgement)
        : await this.take(accepted, judgement);
    } catch (error) {
      this.logger.error('event.not-stored', { sender: sender.name, eventId: event.id, error });
      return new Problem('not-now', { retryAfterSeconds: RETRY_WHEN_NOT_STORED_S });
    }
  }

  private acceptedEvent(sender: SenderConfig, event: ReceivedEvent, rawBody: Buffer): AcceptedEvent {
    return {
      sender: sender.name,
      eventId: event.id,
      rawBody,
      type: event.type,
      receivedAt: this.now(),
      event,
    };
  }

  /** Practices and rules change: an event that was taken once keeps its answer. */
  private async refuse(event: AcceptedEvent, problem: Problem): Promise<IntakeAnswer | Problem> {
    const mayBeRepeat = PROBLEMS[problem.code].status === 422;
    return (mayBeRepeat ? await this.intake.findRepeat(event) : undefined) ?? problem;
  }

  private async take(event: AcceptedEvent, judgement: Judgement): Promise<IntakeAnswer | Problem> {
    const result = await this.handOver(event, judgement);
    if (!isRefusal(result)) return result;
    const isTemporary = result.code === 'not-now';
    const retryAfterSeconds = result.retryAfterSeconds ?? (isTemporary ? RETRY_WHEN_NOT_STORED_S : undefined);
    return new Problem(result.code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }

  private handOver(event: AcceptedEvent, { type, data }: Judgement): Promise<IntakeAnswer | IntakeRefusal> {
    switch (type) {
      case DECISION_MADE:
        return this.intake.acceptDecision(event, data);
      case DECISION_CANCELLED:
        return this.intake.cancelDecision(event, data);
      case CONSENT_WITHDRAWN:
        return this.intake.withdrawConsent(event, data);
      case CASE_MANAGER_CHANGED:
        return this.intake.changeCaseManager(event, data);
    }
  }

  private count(source: string, answer: IntakeAnswer | Problem): void {
    if (answer instanceof Problem) this.metrics.webhookRejected({ source, reason: answer.code });
    else this.metrics.decisionReceived({ source, result: answer.duplicate ? 'duplicate' : 'accepted' });
  }
}
