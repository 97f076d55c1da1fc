import { setTimeout as pause } from 'node:timers/promises';
import { anEvent } from '../../e2e/house/gateway-client.js';
import type { Answer, GatewayClient } from '../../e2e/house/gateway-client.js';
import type { CloudEvent, IntakeAnswer, Problem } from '../../e2e/house/views.js';
import type { Random } from '../random.js';
import type { History, SentDecision, SentEvent } from './history.js';
import { decisionOf } from './templates.js';
import type { Template } from './templates.js';

/** Answers after which the same bytes are sent again: nothing was said about the event itself. */
const AGAIN = new Set(['not-now', 'rate', 'version-gap', 'decision-unknown']);
const PAUSES_MS = [50, 100, 200, 400, 800, 1_000];
const MADE = 'fi.kuittaus.decision.made';
const CANCELLED = 'fi.kuittaus.decision.cancelled';
const WITHDRAWN = 'fi.kuittaus.consent.withdrawn';

export interface SenderOptions {
  readonly gateways: readonly GatewayClient[];
  readonly history: History;
  readonly random: Random;
  /** When true, nothing is sent any more, not even again. */
  readonly isOver: () => boolean;
}

/** A team application as it should be: sends the same bytes until they are answered for good. */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  begin(template: Template, n: number): SentDecision {
    const { team, decisionId, client } = decisionOf(template, n, 1);
    const decision: SentDecision = {
      n,
      template,
      team,
      decisionId,
      client: client?.personalIdentityCode ?? '',
      events: [],
    };
    this.options.history.decisions.push(decision);
    return decision;
  }

  make(decision: SentDecision, version: number, changes: object = {}): Promise<SentEvent> {
    const data = { ...decisionOf(decision.template, decision.n, version), ...changes };
    return this.deliver(decision, { kind: 'made', version }, anEvent(data, { type: MADE }));
  }

  cancel(decision: SentDecision, version: number): Promise<SentEvent> {
    const { team, decisionId } = decision;
    const cancelledAt = new Date().toISOString();
    const data = { team, decisionId, version, reason: 'Perutaan', cancelledAt };
    return this.deliver(decision, { kind: 'cancelled', version }, anEvent(data, { type: CANCELLED }));
  }

  withdraw(decision: SentDecision, version: number): Promise<SentEvent> {
    const { team, decisionId, n } = decision;
    const data = {
      team,
      decisionId,
      consentId: `S-CHAOS-${String(n)}`,
      withdrawnAt: new Date().toISOString(),
    };
    return this.deliver(decision, { kind: 'withdrawn', version }, anEvent(data, { type: WITHDRAWN }));
  }

  private async deliver(
    decision: SentDecision,
    about: Pick<SentEvent, 'kind' | 'version'>,
    event: CloudEvent,
  ): Promise<SentEvent> {
    const sent: SentEvent = { ...about, event, firstSentAt: new Date(), tries: 0, answers: [] };
    decision.events.push(sent);
    while (!this.options.isOver()) {
      await this.tryOnce(sent);
      if (sent.acknowledgedAt !== undefined || sent.refused !== undefined) return sent;
      await pause(
        (PAUSES_MS[Math.min(sent.tries, PAUSES_MS.length) - 1] ?? 0) * (0.5 + this.options.random.next()),
      );
    }
    return sent;
  }

  private async tryOnce(sent: SentEvent): Promise<void> {
    const { random, gateways } = this.options;
    sent.tries += 1;
    let answer: Answer<IntakeAnswer & Problem>;
    try {
      answer = await random.pick(gateways).send(sent.event);
    } catch {
      sent.answers.push('none');
      return;
    }
    if (answer.status === 202) {
      sent.acknowledgedAt = new Date();
      sent.answer = answer.body;
      return;
    }
    const code = `${String(answer.status)} ${answer.body.code}`;
    sent.answers.push(code);
    if (answer.status < 500 && !AGAIN.has(answer.body.code)) sent.refused = code;
  }
}
