import type { Cancellation, CaseManagerChange, Decision, Withdrawal } from '#domain';
import type { GatewayConfig, SenderConfig } from '../gateway.config.js';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';
import { tellsOfClient } from './content-rules/anonymous-consultation.js';
import { contentFaults } from './content-rules/content-rules.js';
import {
  CASE_MANAGER_CHANGED,
  CONSENT_WITHDRAWN,
  DECISION_CANCELLED,
  DECISION_MADE,
} from './envelope/cloud-event.js';
import type { EventType, ReceivedEvent } from './envelope/cloud-event.js';
import { checkShape } from './event-dto/check-shape.js';
import { DecisionDto } from './event-dto/decision.dto.js';
import { CancellationDto, CaseManagerChangeDto, WithdrawalDto } from './event-dto/later-events.dto.js';
import type { JsonObject } from './json/json-value.js';
import { textAt } from './json/read-loosely.js';
import type { PracticeDirectory } from './practice-directory.js';

const SHAPE_OF: Readonly<Record<EventType, new () => object>> = {
  [DECISION_MADE]: DecisionDto,
  [DECISION_CANCELLED]: CancellationDto,
  [CONSENT_WITHDRAWN]: WithdrawalDto,
  [CASE_MANAGER_CHANGED]: CaseManagerChangeDto,
};

interface DataOfEvents {
  readonly [DECISION_MADE]: Decision;
  readonly [DECISION_CANCELLED]: Cancellation;
  readonly [CONSENT_WITHDRAWN]: Withdrawal;
  readonly [CASE_MANAGER_CHANGED]: CaseManagerChange;
}

/** What an event without a fault is, by its type. */
export type Judgement = {
  readonly [Type in EventType]: { readonly type: Type; readonly data: DataOfEvents[Type] };
}[EventType];

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
  const judged = asJudged(event);
  const problem = judged.type === DECISION_MADE ? problemOf(judged.data, event.data, practices) : undefined;
  return problem ?? judged;
}

/** What is wrong with a decision as a whole, whose every field is right. */
function problemOf(decision: Decision, data: JsonObject, practices: PracticeDirectory): Problem | undefined {
  const isAnonymous = decision.handling === 'anonymous-consultation';
  if (!isAnonymous && decision.client === undefined) return new Problem('client-missing');
  if (isAnonymous && tellsOfClient(decision, data)) return new Problem('client-in-anonymous-consultation');
  const isAllowed = practices.handlings(decision.team)?.includes(decision.handling) === true;
  return isAllowed ? undefined : new Problem('handling-not-allowed');
}

/** Every fault at once, of the shape and of the content. */
function faultsOf({ type, data }: ReceivedEvent, policy: GatewayConfig): Fault[] {
  return [
    ...checkShape(SHAPE_OF[type], data, '/data'),
    ...(type === DECISION_MADE ? contentFaults(data, policy) : []),
  ];
}

/** The parsing edge: data that {@link faultsOf} found nothing against has the shape of its event's type. */
const asJudged = ({ type, data }: ReceivedEvent): Judgement => ({ type, data }) as unknown as Judgement;
