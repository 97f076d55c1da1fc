import type { Decision } from '#domain';
import type { GatewayConfig, SenderConfig } from '../gateway.config.js';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';
import { tellsOfClient } from './content-rules/anonymous-consultation.js';
import { contentFaults } from './content-rules/content-rules.js';
import { DECISION_MADE } from './envelope/cloud-event.js';
import type { EventType, ReceivedEvent } from './envelope/cloud-event.js';
import { checkShape } from './event-dto/check-shape.js';
import { DecisionDto } from './event-dto/decision.dto.js';
import { CancellationDto, CaseManagerChangeDto, WithdrawalDto } from './event-dto/later-events.dto.js';
import type { JsonObject } from './json/json-value.js';
import { textAt } from './json/read-loosely.js';
import type { PracticeDirectory } from './practice-directory.js';

const SHAPE_OF: Readonly<Record<EventType, new () => object>> = {
  'fi.kuittaus.decision.made': DecisionDto,
  'fi.kuittaus.decision.cancelled': CancellationDto,
  'fi.kuittaus.consent.withdrawn': WithdrawalDto,
  'fi.kuittaus.case-manager.changed': CaseManagerChangeDto,
};

/** What an event without a fault is: a decision to take, or one of the other events. */
export type Judgement = { readonly decision: Decision } | { readonly decision?: never };

/**
 * Everything about an event that can be told without the ledger, in the contract's order: the team, the
 * sender's right to it, shape and content, client, handling.
 */
export function judgeEvent(
  event: ReceivedEvent,
  sender: SenderConfig,
  practices: PracticeDirectory,
  config: GatewayConfig,
): Judgement | Problem {
  const team = textAt(event.data, 'team');
  if (team !== undefined && practices.handlings(team) === undefined) return new Problem('unknown-team');
  if (team !== undefined && sender.teams !== '*' && !sender.teams.includes(team)) {
    return new Problem('team-not-yours');
  }

  const errors = faultsOf(event, config);
  if (errors.length > 0) return new Problem('invalid', { errors });
  if (!isDecision(event)) return {};
  return judgeDecision(event.data, practices);
}

function judgeDecision(data: JsonObject & Decision, practices: PracticeDirectory): Judgement | Problem {
  const isAnonymous = data.handling === 'anonymous-consultation';
  if (!isAnonymous && data.client === undefined) return new Problem('client-missing');
  if (isAnonymous && tellsOfClient(data, data)) return new Problem('client-in-anonymous-consultation');
  if (!practices.handlings(data.team)?.includes(data.handling)) return new Problem('handling-not-allowed');
  return { decision: data };
}

/** Every fault at once, of the shape and of the content. */
function faultsOf({ type, data }: ReceivedEvent, policy: GatewayConfig): Fault[] {
  return [
    ...checkShape(SHAPE_OF[type], data, '/data'),
    ...(type === DECISION_MADE ? contentFaults(data, policy) : []),
  ];
}

/** The parsing edge: data that {@link faultsOf} found nothing against has the shape of its event's type. */
const isDecision = (event: ReceivedEvent): event is ReceivedEvent & { data: Decision } =>
  event.type === DECISION_MADE;
