export const REPAIR_PLAN_STATES = ['planned', 'approved', 'running', 'stopped', 'done'] as const;
export type RepairPlanState = (typeof REPAIR_PLAN_STATES)[number];

export const REPAIR_ACTS = ['approve', 'run', 'stop'] as const;
export type RepairAct = (typeof REPAIR_ACTS)[number];

/** Why a plan cannot be acted on so: stable codes, which the gateway answers with. */
export type RepairRefusal = 'repair-state' | 'repair-not-approved' | 'repair-same-person';

/** What an act on a plan is judged on. */
export interface RepairPlanFacts {
  readonly state: RepairPlanState;
  /** It has more tasks than one person may repair alone. */
  readonly needsSecondPerson: boolean;
  readonly isApproved: boolean;
  /** Whoever acts planned it. */
  readonly isPlanner: boolean;
}

export type RepairPlanStep =
  | { readonly kind: 'done'; readonly state: RepairPlanState }
  | { readonly kind: 'refused'; readonly code: RepairRefusal };

/** A plan is run by whoever may, but a large one not before another person than its planner approved it. */
export function judgeRepairAct(act: RepairAct, plan: RepairPlanFacts): RepairPlanStep {
  switch (act) {
    case 'approve':
      if (plan.state !== 'planned') return refused('repair-state');
      return plan.isPlanner ? refused('repair-same-person') : done('approved');
    case 'run':
      if (plan.state === 'running' || plan.state === 'done') return refused('repair-state');
      return plan.needsSecondPerson && !plan.isApproved ? refused('repair-not-approved') : done('running');
    case 'stop':
      return plan.state === 'running' ? done('stopped') : refused('repair-state');
  }
}

const done = (state: RepairPlanState): RepairPlanStep => ({ kind: 'done', state });
const refused = (code: RepairRefusal): RepairPlanStep => ({ kind: 'refused', code });
