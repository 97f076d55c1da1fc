import fc from 'fast-check';
import {
  AUTOMATIC_SYSTEMS,
  CONTENT_DOMAINS,
  FUNCTIONS,
  ROLES,
  SECTORS,
  isAutomaticSystem,
  isProhibited,
  ownSystemOf,
  planDuties,
  seriesOf,
  type Decision,
  type Participant,
} from '#domain';
import { aDecision, aMeasure, aParticipant, aRecommendation } from '../testing/decision-builder.js';
import { delivered } from '../testing/planned.js';

/** What holds of every plan, whatever the team and the decision. */

const several = <T>(words: readonly T[]) => fc.subarray([...words]);

const participants = fc
  .array(
    fc.record({
      role: fc.constantFrom(...ROLES),
      rights: several(AUTOMATIC_SYSTEMS),
      functions: several(FUNCTIONS),
      attended: fc.boolean(),
      organisation: fc.constantFrom(
        { name: 'Varsinais-Suomen hyvinvointialue' },
        { name: 'Keski-Suomen hyvinvointialue' },
        { name: 'Muu' },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((people) => people.map(({ role, ...rest }, index) => aParticipant(`p${index}`, role, rest)));

const decisions: fc.Arbitrary<Decision> = participants.chain((people) => {
  const someone = fc.constantFrom(...people.map(({ id }) => id));
  const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  return fc
    .record({
      team: fc.constantFrom(...delivered.practices.keys()),
      typClient: fc.boolean(),
      handling: fc.constantFrom(
        'meeting' as const,
        'joint-reception' as const,
        'paper-consultation' as const,
      ),
      covers: several(SECTORS),
      consent: fc.boolean(),
      domains: several(CONTENT_DOMAINS),
      caseManager: perhaps(someone),
      referrer: perhaps(someone),
      physician: perhaps(someone),
      plan: fc.boolean(),
    })
    .map(({ team, typClient, handling, covers, consent, domains, caseManager, referrer, physician, plan }) =>
      aDecision(team, {
        typClient,
        handling,
        consentGiven: consent ? { covers } : null,
        participants: people,
        recommendations: domains.map((domain) => aRecommendation(domain)),
        measures: domains.map((domain) => aMeasure(domain, people[0]?.id ?? '')),
        ...(caseManager === undefined ? {} : { caseManager }),
        ...(referrer === undefined ? {} : { referrer }),
        ...(plan ? { plan: { goals: ['Tavoite'], workAbilityStatement: 'TYÖKYKY' } } : {}),
        ...(physician === undefined
          ? {}
          : { visit: { physician, startedAt: '2026-11-17T10:00:00+02:00', text: 'KÄYNTI' } }),
      }),
    );
});

const planned = (decision: Decision) => {
  const practice = delivered.practices.get(decision.team);
  if (practice === undefined) throw new Error('no practice');
  const plan = planDuties({
    decision,
    practice,
    endpoints: delivered.endpoints,
    today: '2026-11-18',
    withdrawals: [],
  });
  return { practice, plan, duties: plan.duties };
};

const everyPlan = (holds: (decision: Decision) => void): void =>
  fc.assert(fc.property(decisions, holds), { numRuns: 400 });

const attending = ({ participants: people }: Decision): readonly Participant[] =>
  people.filter(({ attended }) => attended !== false);

describe('every plan', () => {
  it('has one duty a record series, and distinct warnings', () => {
    everyPlan((decision) => {
      const { duties, plan } = planned(decision);
      const series = duties.map((duty) => seriesOf(duty));
      expect(new Set(series).size).toBe(series.length);
      expect(new Set(plan.warnings).size).toBe(plan.warnings.length);
    });
  });

  it('fulfils every own-systems duty in force exactly where it is due, and no other', () => {
    everyPlan((decision) => {
      const { practice, duties } = planned(decision);
      const inForce = practice.ownSystems?.notIn.includes(decision.handling) === false;
      for (const person of attending(decision)) {
        const own = ownSystemOf(person, practice.ownSystemTable, decision.client?.typClient === true);
        const served = duties.filter(
          ({ system, record, onBehalfOf }) =>
            system === own && record !== 'case-manager' && onBehalfOf.includes(person.id),
        );
        if (inForce) expect(served.length > 0).toBe(own !== undefined);
      }
    });
  });

  it('is automatic just where the recorder holds the right to an automatic system', () => {
    everyPlan((decision) => {
      const { duties, plan } = planned(decision);
      for (const { system, channel, recorder, onBehalfOf } of duties) {
        const rights = decision.participants.find(({ id }) => id === recorder)?.rights ?? [];
        const may = isAutomaticSystem(system) && rights.includes(system);
        expect(channel).toBe(may ? 'automatic' : 'manual');
        expect(plan.warnings.includes(`no-participant-with-rights:${system}`)).toBe(
          duties.some((duty) => duty.system === system && duty.channel === 'manual') &&
            isAutomaticSystem(system),
        );
        expect(onBehalfOf).toContain(recorder);
        expect(new Set(onBehalfOf).size).toBe(onBehalfOf.length);
      }
    });
  });

  it('tells no system a text of a domain that may not go there', () => {
    everyPlan((decision) => {
      const { practice, duties } = planned(decision);
      for (const { endpoint, record, rule, content } of duties) {
        const { domains, workAbilityStatement } =
          delivered.endpoints.find(({ id }) => id === endpoint)?.content ?? DEFAULT;
        const told = JSON.stringify(content);
        const widened = practice.rules.some(
          ({ id, carries }) => rule.endsWith(`/${id}`) && carries === 'every',
        );
        for (const domain of CONTENT_DOMAINS.filter((each) => !domains.includes(each))) {
          expect(told).not.toContain(`Toimenpide ${domain}`);
          if (!widened) expect(told).not.toContain(`Suositusteksti ${domain}`);
        }
        expect(told.includes('TYÖKYKY')).toBe(
          workAbilityStatement && record === 'plan' && decision.plan !== undefined,
        );
        expect(told.includes('KÄYNTI')).toBe(record === 'visit');
      }
    });
  });

  it('withholds by the sector of the endpoint, never the visit nor the consent, nothing prohibited', () => {
    everyPlan((decision) => {
      const { practice, duties } = planned(decision);
      for (const { system, endpoint, record, withheld } of duties) {
        expect(isProhibited(practice, system, record)).toBe(false);
        const { sector } = delivered.endpoints.find(({ id }) => id === endpoint)?.content ?? DEFAULT;
        if (record === 'visit' || record === 'consent') expect(withheld).toBeUndefined();
        else if (decision.consent === undefined) expect(withheld).toBe('consent-missing');
        else if (!decision.consent.covers.includes(sector)) expect(withheld).toBeDefined();
      }
    });
  });
});

const DEFAULT = { domains: [], workAbilityStatement: false, sector: 'other' } as const;
