import {
  clientIdentifier,
  contentBytes,
  planCaseManagerChange,
  planDuties,
  renderText,
  type Decision,
  type Duty,
  type DutyPlan,
} from '#domain';
import { contractCases, decisionOf, newCaseManagerOf, type CaseStep } from '../testing/contract-case.js';
import { loadConfiguration } from './index.js';

const { practices, endpoints } = loadConfiguration('config', {});

function practiceOf(team: string) {
  const practice = practices.get(team);
  if (practice === undefined) throw new Error(`no practice of ${team}`);
  return practice;
}

const setting = (decision: Decision) => ({
  decision,
  practice: practiceOf(decision.team),
  endpoints,
  today: '2026-11-18',
  withdrawals: [],
});

/** Exactly the listed tasks; a field that is not named is free, but for channel, onBehalfOf and reason. */
function expectTasks(plan: DutyPlan, tasks: NonNullable<CaseStep['expect']['tasks']>): void {
  expect(plan.duties.map(keyOf).sort()).toEqual(tasks.map(keyOf).sort());
  for (const task of tasks) {
    const { operation, state, reason, ...named } = task;
    const duty = plan.duties.find((candidate) => keyOf(candidate) === keyOf(task));
    expect(operation).toBe('create');
    expect(duty?.withheld).toBe(state === 'withheld' ? reason : undefined);
    expect(duty).toMatchObject({ channel: 'automatic', onBehalfOf: [task['recorder']], ...named });
  }
}

const keyOf = (task: Pick<Duty, 'system' | 'record' | 'recorder'> | Record<string, unknown>): string =>
  [task.system, task.record, task.recorder].join(' ');

const toldTo = (plan: DutyPlan, system?: string): string =>
  plan.duties
    .filter((duty) => system === undefined || duty.system === system)
    .filter(({ withheld }) => withheld === undefined)
    .map(({ content }) => `${JSON.stringify(content)}\n${renderText(content)}`)
    .join('\n');

const firstDecisions = contractCases().flatMap(({ name, steps }) =>
  steps
    .filter(({ event, expect: { status } }) => event.type.endsWith('decision.made') && status === 202)
    .filter((step) => decisionOf(step).version === 1)
    .map((step): [string, CaseStep] => [`${name} ${decisionOf(step).decisionId}`, step]),
);

describe('the contract’s cases, new decisions', () => {
  it('are all there', () => {
    expect(contractCases().length).toBeGreaterThanOrEqual(27);
    expect(firstDecisions.length).toBeGreaterThanOrEqual(27);
  });

  it.each(firstDecisions)('%s gives exactly the tasks and warnings that it lists', (_, step) => {
    const plan = planDuties(setting(decisionOf(step)));
    if (step.expect.tasks !== undefined) expectTasks(plan, step.expect.tasks);
    expect([...plan.warnings].sort()).toEqual([...step.expect.warnings].sort());
  });

  it.each(firstDecisions)('%s tells each system what it must, and nothing that it may not', (_, step) => {
    const plan = planDuties(setting(decisionOf(step)));
    const places = plan.duties.flatMap(({ system, record }) => [system as string, `${system}:${record}`]);
    expect(places.filter((place) => step.expect.never.includes(place))).toEqual([]);
    for (const text of step.expect.neverText) expect(toldTo(plan)).not.toContain(text);
    for (const [system, texts] of Object.entries(step.expect.neverTextIn)) {
      for (const text of texts) expect(toldTo(plan, system)).not.toContain(text);
    }
    for (const [system, texts] of Object.entries(step.expect.mustTextIn)) {
      for (const text of texts) expect(toldTo(plan, system)).toContain(text);
    }
  });
});

describe('the contract’s cases, later events', () => {
  it('a correction changes the content of exactly the records that it replaces', () => {
    const found = contractCases().find(({ name }) => name === 'kaarina-correction-and-cancellation');
    const [first, second] = found?.steps ?? [];
    if (first === undefined || second === undefined) throw new Error('the case is not as expected');
    const bytes = (step: CaseStep): readonly (readonly [string, string])[] => {
      const decision = decisionOf(step);
      const identifier = clientIdentifier(
        decision.client ?? { givenName: '', familyName: '', typClient: false },
      );
      return planDuties(setting(decision)).duties.map(({ system, record, content }) => [
        `${system}/${record}`,
        contentBytes(content, identifier),
      ]);
    };
    const before = new Map(bytes(first));
    const changed = bytes(second).filter(([place, content]) => before.get(place) !== content);
    expect(changed.map(([place]) => place).sort()).toEqual(
      (second.expect.tasks ?? []).map((task) => `${String(task['system'])}/${String(task['record'])}`).sort(),
    );
  });

  const changes = contractCases().flatMap(({ name, steps }) =>
    steps.flatMap((step, index): [string, CaseStep, CaseStep][] => {
      const before = steps[index - 1];
      return step.event.type.endsWith('case-manager.changed') && before !== undefined
        ? [[name, before, step]]
        : [];
    }),
  );

  it.each(changes)('%s: a new case manager is recorded where the rule says', (_, before, step) => {
    const plan = planCaseManagerChange({
      ...setting(decisionOf(before)),
      caseManager: newCaseManagerOf(step),
      changedAt: '2026-11-25T08:00:00+02:00',
    });
    const tasks = step.expect.tasks ?? [];
    expectTasks(
      plan,
      tasks.map((task) => ({ ...task, operation: 'create' })),
    );
    expect(plan.warnings).toEqual(step.expect.warnings);
  });
});
