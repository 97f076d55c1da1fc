import { judgeRepairAct } from './repair-plan-state.js';
import type { RepairAct, RepairPlanFacts } from './repair-plan-state.js';

const plan = (differences: Partial<RepairPlanFacts> = {}): RepairPlanFacts => ({
  state: 'planned',
  needsSecondPerson: false,
  isApproved: false,
  isPlanner: true,
  ...differences,
});

it.each<[RepairAct, Partial<RepairPlanFacts>, string]>([
  ['run', {}, 'running'],
  ['run', { state: 'stopped' }, 'running'],
  ['run', { needsSecondPerson: true }, 'repair-not-approved'],
  ['run', { needsSecondPerson: true, isPlanner: false }, 'repair-not-approved'],
  ['run', { needsSecondPerson: true, isApproved: true, state: 'approved' }, 'running'],
  ['run', { needsSecondPerson: true, isApproved: true, state: 'stopped' }, 'running'],
  ['run', { state: 'running' }, 'repair-state'],
  ['run', { state: 'done' }, 'repair-state'],
  ['approve', {}, 'repair-same-person'],
  ['approve', { isPlanner: false }, 'approved'],
  ['approve', { isPlanner: false, state: 'running' }, 'repair-state'],
  ['stop', { state: 'running', isPlanner: false }, 'stopped'],
  ['stop', {}, 'repair-state'],
])('%s of a plan that is %j gives %s', (act, differences, expected) => {
  const step = judgeRepairAct(act, plan(differences));
  expect(step.kind === 'done' ? step.state : step.code).toBe(expected);
});
