import { recordContent } from '../content/record-content.js';
import type { Participant } from '../decision.js';
import { dueAt } from './deadlines.js';
import { firstFailingConsentTest } from './consent-tests.js';
import type { Duty, Placed, PlacedDuty, DutyPlan } from './duty.js';
import { placeOwnSystems } from './own-systems.js';
import { planningCase, type PlanningCase, type PlanningInput } from './planning-case.js';
import { placeRule } from './rule-duties.js';
import { consentWarnings, contentWarnings, distinct, rightsWarnings } from './warnings.js';

const NOTHING: DutyPlan = { duties: [], warnings: [] };

/**
 * Plans a decision by its team's practice: the closed list of records that must come to exist, and the
 * warnings (`contract/teams.md`). Pure: the same input always gives the same plan.
 * @throws UnresolvedReference for a decision that intake would not take
 * @throws NoEndpoint for a practice that the configuration's checks would not take
 */
export function planDuties(input: PlanningInput): DutyPlan {
  if (input.decision.handling === 'anonymous-consultation') return NOTHING;
  const planning = planningCase(input);
  const byRules = together(planning.practice.rules.map((rule) => placeRule(rule, planning)));
  const placed = together([byRules, placeOwnSystems(byRules.duties, planning)]);
  const duties = placed.duties.flatMap((duty) => completed(duty, planning));
  return {
    duties,
    warnings: distinct([
      ...placed.warnings,
      ...rightsWarnings(placed.duties),
      ...consentWarnings(duties),
      ...contentWarnings(planning.decision, placed.duties),
    ]),
  };
}

export interface CaseManagerChangeInput extends PlanningInput {
  /** The new case manager, who need not be a participant. */
  readonly caseManager: Participant;
  /** RFC 3339; the deadlines run from here. */
  readonly changedAt: string;
}

/**
 * Plans a `case-manager.changed`: only the `case-manager` records of the practice, by the decision's newest
 * version and the new person (`contract/README.md`, Corrections).
 * @throws NoEndpoint
 */
export function planCaseManagerChange(input: CaseManagerChangeInput): DutyPlan {
  if (input.decision.handling === 'anonymous-consultation') return NOTHING;
  const { caseManager, changedAt, ...rest } = input;
  const planning = { ...planningCase(rest), caseManager, countedFrom: changedAt };
  const rules = planning.practice.rules.filter(({ record }) => record === 'case-manager');
  const placed = together(rules.map((rule) => placeRule(rule, planning)));
  const duties = placed.duties.flatMap((duty) => completed(duty, planning));
  return {
    duties,
    warnings: distinct([...placed.warnings, ...rightsWarnings(placed.duties), ...consentWarnings(duties)]),
  };
}

const together = (parts: readonly Placed[]): Placed => ({
  duties: parts.flatMap(({ duties }) => duties),
  warnings: parts.flatMap(({ warnings }) => warnings),
});

/** Content, consent and deadline of a duty that has its recorder and place. */
function completed(placed: PlacedDuty, planning: PlanningCase): readonly Duty[] {
  const { practice, countedFrom } = planning;
  const { record, endpoint, channel, onBehalfOf, after, visibleToClient } = placed;
  const told = contentAndConsent(placed, planning);
  if (told === undefined) return [];
  return [
    {
      system: endpoint.system,
      endpoint: endpoint.id,
      record,
      channel,
      recorder: placed.recorder.id,
      onBehalfOf,
      after,
      visibleToClient,
      rule: `${practice.team}/${placed.ruleId}`,
      ...told,
      dueAt: dueAt(countedFrom, { record, channel }, practice.deadlines),
    },
  ];
}

/**
 * What a record holds, and the test of consent that it fails now.
 * @returns undefined when the decision has not what the record is made of
 */
export function contentAndConsent(
  { record, endpoint, carries }: Pick<PlacedDuty, 'record' | 'endpoint' | 'carries'>,
  { decision, practice, today, withdrawals, caseManager }: PlanningCase,
): Pick<Duty, 'content' | 'withheld'> | undefined {
  const content = recordContent({
    decision,
    record,
    policy: endpoint.content,
    carries,
    caseManager,
    withdrawals: practice.consent.recordsWithdrawal ? withdrawals : [],
  });
  if (content === undefined) return undefined;
  const withheld = firstFailingConsentTest({
    consent: decision.consent,
    requirement: practice.consent,
    record,
    sector: endpoint.content.sector,
    today,
    withdrawals,
  });
  return { content, ...(withheld === undefined ? {} : { withheld }) };
}
