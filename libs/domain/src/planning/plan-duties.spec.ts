import type { Decision, Participant } from '../decision.js';
import { DEFAULT_CONTENT_POLICIES, type ContentPolicy } from '../practice/content-policy.js';
import { DEFAULT_OWN_SYSTEM_TABLE } from '../practice/own-system-table.js';
import {
  DEFAULT_DEADLINES,
  DEFAULT_FOLLOW_UP_DAYS,
  isProhibited,
  type Practice,
  type Rule,
} from '../practice/practice.js';
import type { RecordingEndpoint } from '../practice/recording-endpoint.js';
import { SYSTEMS, type AutomaticSystem, type Role, type System } from '../words.js';
import { NoEndpoint } from './endpoint-choice.js';
import { planCaseManagerChange, planDuties } from './plan-duties.js';
import { UnresolvedReference, type PlanningInput } from './planning-case.js';

/** What the delivered practices have no case of; those are tried where they are read. */

const anEndpoint = (system: System, content: Partial<ContentPolicy> = {}): RecordingEndpoint => ({
  id: system,
  system,
  organisations: [],
  content: { ...DEFAULT_CONTENT_POLICIES[system], ...content },
});

const aPractice = (differences: Partial<Practice> = {}): Practice => ({
  team: 'a-team',
  name: 'Tiimi',
  version: '1-abc',
  handlings: ['meeting'],
  consent: { required: false, inWriting: false, recordsWithdrawal: false },
  rules: [],
  ownSystems: { notIn: [] },
  ownSystemTable: DEFAULT_OWN_SYSTEM_TABLE,
  prohibitions: [],
  defaultEndpoints: Object.fromEntries(SYSTEMS.map((system) => [system, system])),
  deadlines: DEFAULT_DEADLINES,
  followUpDays: DEFAULT_FOLLOW_UP_DAYS,
  escalation: { workingDaysAStep: 1 },
  ...differences,
});

const aRule = (differences: Partial<Rule>): Rule => ({
  id: 'a-rule',
  record: 'measures',
  system: 'kela',
  recorders: [{ role: 'kela-specialist' }],
  when: {},
  after: [],
  visibleToClient: false,
  ...differences,
});

const someone = (id: string, role: Role, ...rights: AutomaticSystem[]): Participant => ({
  id,
  role,
  name: id,
  organisation: { name: 'Kunta' },
  rights,
});

const aDecision = (differences: Partial<Decision>): Decision => ({
  team: 'a-team',
  decisionId: 'D-1',
  version: 1,
  handling: 'meeting',
  handledOn: '2026-11-17',
  decidedAt: '2026-11-17T12:30:00+02:00',
  participants: [],
  summary: 'Yhteenveto',
  ...differences,
});

const input = (decision: Partial<Decision>, practice: Partial<Practice> = {}): PlanningInput => ({
  decision: aDecision(decision),
  practice: aPractice(practice),
  endpoints: SYSTEMS.map((system) => anEndpoint(system)),
  today: '2026-11-18',
  withdrawals: [],
});

const places = (given: PlanningInput): readonly string[] =>
  planDuties(given).duties.map(({ system, record, recorder }) => `${system}/${record} ${recorder}`);

describe('a prohibition', () => {
  const prohibitions = [{ system: 'pegasos' as const, exceptRecords: ['statistics' as const] }];
  const participants = [someone('doctor', 'physician', 'pegasos'), someone('kela', 'kela-specialist')];

  it('wins over every rule, the own-systems rule too', () => {
    const recommendation = aRule({
      record: 'case-note',
      system: 'pegasos',
      recorders: [{ role: 'physician' }],
    });
    expect(places(input({ participants }, { prohibitions, rules: [recommendation] }))).toEqual([
      'kela/measures kela',
    ]);
  });

  it('lets the records pass that it excepts', () => {
    expect(isProhibited({ prohibitions }, 'pegasos', 'statistics')).toBe(false);
    expect(isProhibited({ prohibitions }, 'pegasos', 'measures')).toBe(true);
    expect(isProhibited({ prohibitions }, 'lifecare', 'measures')).toBe(false);
  });
});

describe('a rule in a system that is done by hand', () => {
  const participants = [someone('one', 'kela-specialist'), someone('two', 'kela-specialist')];

  it('fulfils no other’s own-systems duty', () => {
    const given = input({ participants }, { rules: [aRule({ record: 'case-note' })] });
    expect(places(given)).toEqual(['kela/case-note one', 'kela/measures one', 'kela/measures two']);
    expect(planDuties(given).duties[0]?.onBehalfOf).toEqual(['one']);
  });

  it('gives no person the same record twice', () => {
    expect(places(input({ participants }, { rules: [aRule({})] }))).toEqual([
      'kela/measures one',
      'kela/measures two',
    ]);
  });
});

describe('an endpoint of its own mind', () => {
  it('takes the domains, the sector and the statement that it is configured for', () => {
    const given = input({
      participants: [someone('doctor', 'physician', 'pegasos')],
      consent: {
        id: 'S',
        givenOn: '2026-01-01',
        form: 'work-ability-team',
        method: 'oral',
        covers: ['other'],
      },
      measures: [
        { id: 'm1', domain: 'benefits', text: 'Etuus', responsible: 'doctor' },
        { id: 'm2', domain: 'health', text: 'Terveys', responsible: 'doctor' },
      ],
    });
    const endpoints = [anEndpoint('pegasos', { sector: 'other', domains: ['benefits'] })];
    const plan = planDuties({ ...given, endpoints });
    expect(plan.duties[0]).toMatchObject({ content: { measures: [{ text: 'Etuus' }] } });
    expect(plan.duties[0]?.withheld).toBeUndefined();
    expect(plan.warnings).toEqual(['content-not-recorded:health']);
  });
});

describe('texts', () => {
  it('have LF line ends in the content, whatever they came with', () => {
    const given = input({
      participants: [someone('kela', 'kela-specialist')],
      measures: [{ id: 'm1', domain: 'general', text: 'yksi\r\nkaksi\rkolme', responsible: 'kela' }],
    });
    expect(planDuties(given).duties[0]).toMatchObject({
      content: { measures: [{ text: 'yksi\nkaksi\nkolme' }] },
    });
  });
});

describe('a change of the case manager', () => {
  const rules = [
    aRule({ id: 'note', record: 'case-note' }),
    aRule({
      id: 'manager',
      record: 'case-manager',
      system: 'own',
      recorders: [{ person: 'case-manager' }],
    }),
  ];
  const change = (caseManager: Participant, decision: Partial<Decision> = {}) =>
    planCaseManagerChange({
      ...input(
        {
          participants: [someone('kela', 'kela-specialist')],
          caseManager: 'kela',
          measures: [{ id: 'm1', domain: 'health', text: 'Terveys', responsible: 'kela' }],
          ...decision,
        },
        { rules },
      ),
      caseManager,
      changedAt: '2026-12-01T08:00:00+02:00',
    });

  it('plans the case-manager records alone, for a person who need not be a participant', () => {
    const plan = change({ ...someone('new', 'nurse', 'pegasos'), phone: '040' });
    expect(plan.duties).toHaveLength(1);
    expect(plan.duties[0]).toMatchObject({
      system: 'pegasos',
      record: 'case-manager',
      recorder: 'new',
      onBehalfOf: ['new'],
      rule: 'a-team/manager',
      content: { caseManager: 'new', name: 'new', role: 'nurse', organisation: 'Kunta', phone: '040' },
    });
  });

  it('gives the warnings of its own duty, and a deadline from the change', () => {
    const plan = change(someone('new', 'nurse'));
    expect(plan.warnings).toEqual(['no-participant-with-rights:pegasos']);
    expect(plan.duties[0]?.dueAt.toISOString()).toBe('2026-12-08T21:59:59.999Z');
    expect(change(someone('new', 'relative-or-support-person')).warnings).toEqual([
      'no-participant-for:own/case-manager',
    ]);
  });

  it('gives nothing after an anonymous consultation', () => {
    const anonymous = { handling: 'anonymous-consultation' as const };
    expect(change(someone('new', 'nurse'), anonymous)).toEqual({ duties: [], warnings: [] });
  });
});

describe('a plan', () => {
  it('is made without touching its input, and the same again', () => {
    const given = input(
      {
        participants: [someone('doctor', 'physician', 'pegasos'), someone('kela', 'kela-specialist')],
        recommendations: [{ id: 'r', domain: 'social', service: 'Palvelu', text: 'Teksti' }],
      },
      { rules: [aRule({ record: 'case-note' })] },
    );
    const frozen = deepFrozen(structuredClone(given));
    expect(planDuties(frozen)).toEqual(planDuties(given));
  });

  it('cannot be made of a decision that names somebody it does not list', () => {
    expect(() => planDuties(input({ caseManager: 'nobody' }))).toThrow(UnresolvedReference);
  });

  it('cannot be made by a practice that has no endpoint for a duty', () => {
    const given = input({ participants: [someone('kela', 'kela-specialist')] }, { defaultEndpoints: {} });
    expect(() => planDuties(given)).toThrow(NoEndpoint);
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
