import { planDuties, type Duty, type DutyPlan, type PlanningInput } from '#domain';
import { loadConfiguration } from '../src/index.js';
import { aDecision } from './decision-builder.js';

/** The configuration as it is delivered. */
export const delivered = loadConfiguration('config', {});

export function practiceOf(team: string) {
  const practice = delivered.practices.get(team);
  if (practice === undefined) throw new Error(`no practice of ${team}`);
  return practice;
}

export function planOf(
  team: string,
  differences: Parameters<typeof aDecision>[1],
  setting: Partial<PlanningInput> = {},
): DutyPlan {
  return planDuties({
    decision: aDecision(team, differences),
    practice: practiceOf(team),
    endpoints: delivered.endpoints,
    today: '2026-11-18',
    withdrawals: [],
    ...setting,
  });
}

/** `pegasos/measures doctor automatic for doctor,nurse`, and why it is withheld. */
export const asLine = (duty: Duty): string =>
  [
    `${duty.system}/${duty.record}`,
    duty.recorder,
    duty.channel,
    `for ${duty.onBehalfOf.join(',')}`,
    ...(duty.withheld === undefined ? [] : [duty.withheld]),
  ].join(' ');

/** The plan's duties as lines, sorted. */
export const linesOf = (plan: DutyPlan): readonly string[] => plan.duties.map(asLine).sort();

export function dutyIn(plan: DutyPlan, place: string): Duty {
  const duty = plan.duties.find(({ system, record }) => `${system}/${record}` === place);
  if (duty === undefined) throw new Error(`no duty ${place} in ${linesOf(plan).join('; ')}`);
  return duty;
}
