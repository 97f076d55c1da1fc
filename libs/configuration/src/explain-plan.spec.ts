import { explainPlan, planDuties, previewDecision } from '#domain';
import type { Duty, PlanExplanation, PlanningInput, TaskExplanation } from '#domain';
import { contractCases, decisionOf } from '../testing/contract-case.js';
import { aDecision, aMeasure, aParticipant } from '../testing/decision-builder.js';
import { delivered, practiceOf } from '../testing/planned.js';

const inputOf = (decision: PlanningInput['decision']): PlanningInput => ({
  decision,
  practice: practiceOf(decision.team),
  endpoints: delivered.endpoints,
  today: '2026-11-18',
  withdrawals: [],
});

const explained = (team: string, differences: Parameters<typeof aDecision>[1]): PlanExplanation =>
  explainPlan(inputOf(aDecision(team, differences)));

const newDecisions = contractCases().flatMap(({ name, steps }) =>
  steps
    .filter(({ event, expect: { status } }) => event.type.endsWith('decision.made') && status === 202)
    .map((step, index) => ({ name: `${name}, step ${index + 1}`, decision: decisionOf(step) })),
);

function tasksOf({ rules, ownSystems }: PlanExplanation): readonly TaskExplanation[] {
  const own = ownSystems.persons.flatMap((person) => (person.outcome === 'task' ? [person.task] : []));
  return [...rules.flatMap(({ task }) => task ?? []), ...own];
}

const line = ({ system, endpoint, record, recorder, channel, onBehalfOf }: Duty | TaskExplanation): string =>
  [system, endpoint, record, recorder, channel, ...onBehalfOf].join(' ');

const distinctLines = (all: readonly (Duty | TaskExplanation)[]): readonly string[] =>
  [...new Set(all.map(line))].sort();

describe('the explanation of a plan', () => {
  it.each(newDecisions)('has exactly the tasks that are planned: $name', ({ decision }) => {
    const input = inputOf(decision);
    const plan = planDuties(input);
    const explanation = explainPlan(input);
    expect(distinctLines(tasksOf(explanation))).toEqual(distinctLines(plan.duties));
    expect(explanation.warnings).toEqual(plan.warnings);
  });

  it.each(newDecisions)('says of every rule without a task why: $name', ({ decision }) => {
    for (const { failing, tried, task } of explainPlan(inputOf(decision)).rules) {
      const isExplained =
        failing !== undefined ||
        tried.some(({ chosen, isProhibited }) => chosen === undefined || isProhibited);
      expect(task !== undefined || isExplained || decision.handling === 'anonymous-consultation').toBe(true);
    }
  });

  it('names the condition that failed first', () => {
    const { rules } = explained('kaarina', { participants: [aParticipant('a', 'employment-specialist')] });
    const failing = Object.fromEntries(rules.map((rule) => [rule.rule, rule.failing]));
    expect(failing).toMatchObject({
      'consent-lifecare': undefined,
      'recommendation-lifecare': 'record-in-decision',
      'plan-typ': 'record-in-decision',
      'contact-note-sofia-crm': undefined,
      'measures-kela': 'attends',
    });
    const kela = explained('kaarina', { participants: [aParticipant('k', 'kela-specialist')] }).rules.at(-1);
    expect(kela).toMatchObject({ failing: 'typ-client', warnings: ['kela-only-for-typ-clients'] });
  });

  it('shows the candidates and their right, and that it goes to a person without one', () => {
    const { rules } = explained('naantali', { participants: [aParticipant('doctor', 'physician')] });
    expect(rules[0]).toMatchObject({
      tried: [
        {
          system: 'pegasos',
          candidates: [{ participant: 'doctor', role: 'physician', holdsRight: false }],
          chosen: { participant: 'doctor', channel: 'manual', isWithoutRight: true },
        },
      ],
      task: { channel: 'manual' },
    });
    expect(rules[1]?.tried).toEqual([{ system: 'proconsona', candidates: [], isProhibited: false }]);
  });

  it('tells a passed consent from one that is not looked at, and from the test that fails', () => {
    const participants = [
      aParticipant('s', 'social-counsellor', { rights: ['lifecare'], functions: ['secretary'] }),
    ];
    const consentOf = (explanation: PlanExplanation) => explanation.rules[0]?.task?.consent;
    expect(consentOf(explained('kaarina', { participants }))).toBe('never-held-back');
    const turku = (differences: Parameters<typeof aDecision>[1]) =>
      tasksOf(explained('turku', { ...differences, participants: [aParticipant('n', 'nurse')] }))[0]?.consent;
    expect(turku({})).toBe('holds');
    expect(turku({ consentGiven: { method: 'oral' } })).toBe('consent-not-written');
    expect(turku({ consentGiven: null })).toBe('consent-missing');
  });

  it('goes through the own-systems rule person by person', () => {
    const participants = [
      aParticipant('doctor', 'physician', { rights: ['pegasos'] }),
      aParticipant('nurse', 'nurse'),
      aParticipant('friend', 'relative-or-support-person'),
      aParticipant('away', 'nurse', { attended: false }),
      aParticipant('coach', 'job-coach'),
    ];
    const { ownSystems } = explained('lieto', { participants, measures: [aMeasure('health', 'doctor')] });
    expect(ownSystems.force).toBe('in-force');
    expect(ownSystems.persons.map(({ participant, outcome }) => `${participant}: ${outcome}`)).toEqual([
      'doctor: task',
      'nurse: task',
      'friend: no-own-system',
      'away: did-not-attend',
      'coach: task',
    ]);
  });

  it('says which rule’s record fulfils the duty of a person', () => {
    const doctor = aParticipant('doctor', 'physician', { rights: ['pegasos'] });
    const { ownSystems } = explained('poytya', {
      participants: [doctor],
      recommendations: [{ id: 'r1', domain: 'health', service: 'Kuntoutus', text: 'Teksti' }],
    });
    expect(ownSystems.persons).toMatchObject([{ outcome: 'fulfilled-by-rule', system: 'pegasos' }]);
    expect(explained('kaarina', {}).ownSystems).toEqual({ force: 'not-in-practice', persons: [] });
  });

  it('has nothing to say of an anonymous consultation', () => {
    const { isAnonymous, rules, ownSystems } = explained('turku', { handling: 'anonymous-consultation' });
    expect({ isAnonymous, rules, persons: ownSystems.persons }).toEqual({
      isAnonymous: true,
      rules: [],
      persons: [],
    });
  });
});

describe('the preview of a decision', () => {
  const NOW = new Date('2026-11-18T10:00:00Z');
  const previewOf = (decision: PlanningInput['decision']) =>
    previewDecision(decision, {
      practice: practiceOf(decision.team),
      endpoints: delivered.endpoints,
      now: NOW,
    });

  it.each(newDecisions)('shows what would be planned, and each one’s text: $name', ({ decision }) => {
    const plan = planDuties(inputOf(decision));
    const { tasks, warnings } = previewOf(decision);
    expect(tasks.map(({ content }) => content)).toEqual(plan.duties.map(({ content }) => content));
    expect(warnings).toEqual(plan.warnings);
    for (const { title, text, operation, attempts } of tasks) {
      expect(text.startsWith(`${title}\n`)).toBe(true);
      expect([operation, attempts]).toEqual(['create', 0]);
    }
  });

  it('shows each task in its first state: waiting, queued, with a person, or withheld', () => {
    const [step] = contractCases().find(({ name }) => name === 'kaarina-typ-client')?.steps ?? [];
    const { tasks } = previewOf(decisionOf(step!));
    expect(tasks.map(({ system, record, state }) => `${system}/${record} ${state}`)).toEqual([
      'lifecare/consent queued',
      'lifecare/recommendation waiting',
      'kanta/recommendation waiting',
      'typ/plan queued',
      'sofia-crm/contact-note queued',
      'kela/measures awaiting-person',
    ]);
    const oral = aDecision('turku', {
      participants: [aParticipant('n', 'nurse')],
      consentGiven: { method: 'oral' },
    });
    expect(previewOf(oral).tasks).toMatchObject([{ state: 'withheld', reason: 'consent-not-written' }]);
  });
});
