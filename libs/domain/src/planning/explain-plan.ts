import type { Participant } from '../decision.js';
import { holdsRight, ownSystemOf } from '../practice/own-system-table.js';
import { OWN_SYSTEM, isProhibited, type Destination, type Rule } from '../practice/practice.js';
import { candidatesOf, chooseRecorder } from './candidates.js';
import { isNeverHeldBack } from './consent-tests.js';
import type { Duty, PlacedDuty } from './duty.js';
import type {
  CandidateExplanation,
  ConsentExplanation,
  DestinationExplanation,
  OwnSystemExplanation,
  OwnSystemOutcome,
  OwnSystemsForce,
  PlanExplanation,
  RuleExplanation,
  TaskExplanation,
} from './explanation.js';
import { OWN_SYSTEMS_RULE, fulfils, inForce, ownEndpointOf } from './own-systems.js';
import { planDuties } from './plan-duties.js';
import { attended, planningCase, type PlanningCase, type PlanningInput } from './planning-case.js';
import { failingCondition, placeRule } from './rule-duties.js';

/**
 * Says of every rule of the practice, and of every participant under the own-systems rule, why there is a task or
 * none. It asks the planner's own predicates and shows the planner's own plan: it can leave something unsaid, but
 * never say another thing than what is planned.
 * @throws UnresolvedReference NoEndpoint
 */
export function explainPlan(input: PlanningInput): PlanExplanation {
  const { decision, practice } = input;
  const plan = planDuties(input);
  const isAnonymous = decision.handling === 'anonymous-consultation';
  const explaining = { planning: planningCase(input), duties: plan.duties };
  return {
    team: practice.team,
    decisionId: decision.decisionId,
    version: decision.version,
    practiceVersion: practice.version,
    isAnonymous,
    rules: isAnonymous ? [] : practice.rules.map((rule) => explainRule(rule, explaining)),
    ownSystems: {
      force: forceOf(explaining.planning),
      persons: isAnonymous ? [] : explainPersons(explaining),
    },
    warnings: plan.warnings,
  };
}

interface Explaining {
  readonly planning: PlanningCase;
  readonly duties: readonly Duty[];
}

function explainRule(rule: Rule, { planning, duties }: Explaining): RuleExplanation {
  const failing = failingCondition(rule, planning);
  const task = duties.find((duty) => duty.rule === ruleName(rule.id, planning));
  return {
    rule: rule.id,
    record: rule.record,
    ...(failing === undefined ? {} : { failing }),
    tried: failing === undefined ? destinationsTried(rule, planning) : [],
    ...(task === undefined ? {} : { task: taskExplanation(task, planning) }),
    warnings: placeRule(rule, planning).warnings,
  };
}

/** In the planner's order: `otherwise` has its turn only where the rule itself finds nobody. */
function destinationsTried(rule: Rule, planning: PlanningCase): readonly DestinationExplanation[] {
  const first = explainDestination(rule, rule, planning);
  return first.chosen !== undefined || rule.otherwise === undefined
    ? [first]
    : [first, explainDestination(rule, rule.otherwise, planning)];
}

function explainDestination(
  { record }: Rule,
  destination: Destination,
  planning: PlanningCase,
): DestinationExplanation {
  const chosen = chooseRecorder(destination, planning);
  return {
    system: destination.system,
    candidates: candidatesOf(destination, planning).map((one) => candidate(one, destination, planning)),
    ...(chosen === undefined
      ? {}
      : {
          chosen: {
            participant: chosen.participant.id,
            system: chosen.system,
            channel: chosen.channel,
            isWithoutRight: chosen.withoutRight,
          },
        }),
    isProhibited: chosen !== undefined && isProhibited(planning.practice, chosen.system, record),
  };
}

function candidate(
  participant: Participant,
  { system }: Destination,
  { practice, typClient }: PlanningCase,
): CandidateExplanation {
  const asked = system === OWN_SYSTEM ? ownSystemOf(participant, practice.ownSystemTable, typClient) : system;
  const { id, role } = participant;
  return { participant: id, role, holdsRight: asked !== undefined && holdsRight(participant, asked) };
}

function taskExplanation(duty: Duty, planning: PlanningCase): TaskExplanation {
  const { system, endpoint, record, channel, recorder, onBehalfOf, after, visibleToClient, dueAt } = duty;
  return {
    ...{ system, endpoint, record, channel, recorder, onBehalfOf, after, visibleToClient },
    consent: consentOf(duty, planning),
    dueAt: dueAt.toISOString(),
  };
}

function consentOf({ record, withheld }: Duty, { decision }: PlanningCase): ConsentExplanation {
  if (withheld !== undefined) return withheld;
  if (isNeverHeldBack(record)) return 'never-held-back';
  return decision.consent === undefined ? 'not-required' : 'holds';
}

function forceOf(planning: PlanningCase): OwnSystemsForce {
  if (inForce(planning)) return 'in-force';
  return planning.practice.ownSystems === undefined ? 'not-in-practice' : 'not-in-this-handling';
}

function explainPersons({ planning, duties }: Explaining): readonly OwnSystemExplanation[] {
  if (!inForce(planning)) return [];
  const byRules = planning.practice.rules.flatMap((rule) => placeRule(rule, planning).duties);
  const own = duties.filter(({ rule }) => rule === ruleName(OWN_SYSTEMS_RULE, planning));
  return planning.decision.participants.map((person) => ({
    participant: person.id,
    role: person.role,
    ...explainPerson(person, { planning, byRules, own }),
  }));
}

interface Written {
  readonly planning: PlanningCase;
  readonly byRules: readonly PlacedDuty[];
  readonly own: readonly Duty[];
}

function explainPerson(person: Participant, { planning, byRules, own }: Written): OwnSystemOutcome {
  if (!attended(person)) return { outcome: 'did-not-attend' };
  const system = ownSystemOf(person, planning.practice.ownSystemTable, planning.typClient);
  if (system === undefined) return { outcome: 'no-own-system' };
  const endpoint = ownEndpointOf(person, planning);
  if (endpoint === undefined) return { outcome: 'prohibited', system };
  const at = { system, endpoint: endpoint.id };
  const fulfilling = byRules.find((written) => fulfils(written, endpoint));
  if (fulfilling !== undefined) return { outcome: 'fulfilled-by-rule', ...at, rule: fulfilling.ruleId };
  const duty = own.find((one) => one.endpoint === endpoint.id && one.onBehalfOf.includes(person.id));
  if (duty !== undefined) return { outcome: 'task', ...at, task: taskExplanation(duty, planning) };
  return { outcome: 'given-by-rule', ...at };
}

const ruleName = (rule: string, { practice }: PlanningCase): string => `${practice.team}/${rule}`;
