import { OWN_SYSTEM, isProhibited, type Destination, type Rule } from '../practice/practice.js';
import type { Decision } from '../decision.js';
import type { RecordKind } from '../words.js';
import { chooseRecorder } from './candidates.js';
import type { Placed } from './duty.js';
import { chooseEndpoint } from './endpoint-choice.js';
import { othersFulfilled } from './own-systems.js';
import type { PlanningCase } from './planning-case.js';
import { noParticipantFor } from './warnings.js';

const NOTHING: Placed = { duties: [], warnings: [] };

/**
 * What one rule of the practice gives for the decision: a duty, a warning, or nothing.
 * @throws NoEndpoint
 */
export function placeRule(rule: Rule, planning: PlanningCase): Placed {
  const failing = failingCondition(rule, planning);
  if (failing === 'typ-client') return { duties: [], warnings: withoutTypClient(rule, planning) };
  return failing === undefined ? placeAt(rule, rule, planning) : NOTHING;
}

export type RuleCondition = 'record-in-decision' | 'handling' | 'attends' | 'typ-client';

/** @returns the first condition of the rule that does not hold; the TYP client's comes last: it may have a warning */
export function failingCondition(rule: Rule, planning: PlanningCase): RuleCondition | undefined {
  const { when, record } = rule;
  const { decision, attending, typClient } = planning;
  if (!isThere(record, planning)) return 'record-in-decision';
  if (when.handling !== undefined && !when.handling.includes(decision.handling)) return 'handling';
  if (when.attends !== undefined && !attending.some(({ role }) => role === when.attends)) return 'attends';
  return when.typClient === undefined || when.typClient === typClient ? undefined : 'typ-client';
}

function placeAt(rule: Rule, destination: Destination, planning: PlanningCase): Placed {
  const chosen = chooseRecorder(destination, planning);
  if (chosen === undefined) {
    return destination === rule && rule.otherwise !== undefined
      ? placeAt(rule, rule.otherwise, planning)
      : { duties: [], warnings: [noParticipantFor(destination.system, rule.record)] };
  }
  const { participant, system, channel, withoutRight } = chosen;
  if (isProhibited(planning.practice, system, rule.record)) return NOTHING;
  const endpoint = chooseEndpoint(system, participant.organisation, planning);
  const duty = {
    ruleId: rule.id,
    record: rule.record,
    endpoint,
    channel,
    withoutRight,
    recorder: participant,
    onBehalfOf: [participant.id, ...othersFulfilled({ ...chosen, endpoint, record: rule.record }, planning)],
    after: predecessorsOf(rule, planning),
    visibleToClient: rule.visibleToClient,
    carries: rule.carries,
  };
  return { duties: [duty], warnings: [] };
}

/** `contract/teams.md`, "What a record contains", third column. */
function isThere(record: RecordKind, { decision, caseManager }: PlanningCase): boolean {
  switch (record) {
    case 'consent':
      return decision.consent !== undefined;
    case 'recommendation':
      return hasAny(decision.recommendations);
    case 'plan':
      return decision.plan !== undefined;
    case 'visit':
      return decision.visit !== undefined;
    case 'case-manager':
      return caseManager !== undefined;
    case 'measures':
    case 'case-note':
    case 'contact-note':
    case 'statistics':
      return true;
  }
}

const hasAny = (items: Decision['recommendations']): boolean => items !== undefined && items.length > 0;

function withoutTypClient({ warningWithoutTypClient }: Rule, { typClient }: PlanningCase): readonly string[] {
  return warningWithoutTypClient === undefined || typClient ? [] : [warningWithoutTypClient];
}

/** The practice's predecessors, also where this decision adds none (`contract/README.md`, Task). */
function predecessorsOf({ after }: Rule, { practice }: PlanningCase): readonly string[] {
  return practice.rules
    .filter(({ id, system }) => after.includes(id) && system !== OWN_SYSTEM)
    .map(({ system, record }) => `${system}/${record}`);
}
