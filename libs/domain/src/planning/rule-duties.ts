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
  if (!isThere(rule.record, planning) || !conditionsHold(rule, planning)) return NOTHING;
  if (rule.when.typClient !== undefined && rule.when.typClient !== planning.typClient) {
    return { duties: [], warnings: withoutTypClient(rule, planning) };
  }
  return placeAt(rule, rule, planning);
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

/** All conditions but the TYP client's, which may have a warning of its own. */
function conditionsHold({ when }: Rule, { decision, attending }: PlanningCase): boolean {
  return (
    (when.handling === undefined || when.handling.includes(decision.handling)) &&
    (when.attends === undefined || attending.some(({ role }) => role === when.attends))
  );
}

function withoutTypClient({ warningWithoutTypClient }: Rule, { typClient }: PlanningCase): readonly string[] {
  return warningWithoutTypClient === undefined || typClient ? [] : [warningWithoutTypClient];
}

/** The practice's predecessors, also where this decision adds none (`contract/README.md`, Task). */
function predecessorsOf({ after }: Rule, { practice }: PlanningCase): readonly string[] {
  return practice.rules
    .filter(({ id, system }) => after.includes(id) && system !== OWN_SYSTEM)
    .map(({ system, record }) => `${system}/${record}`);
}
