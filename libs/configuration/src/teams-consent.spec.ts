import {
  firstFailingConsentTest,
  type AutomaticSystem,
  type Consent,
  type ConsentReason,
  type ConsentWithdrawal,
} from '#domain';
import { aConsent, aParticipant, aRecommendation } from '../testing/decision-builder.js';
import { dutyIn, linesOf, planOf, practiceOf } from '../testing/planned.js';

/** `contract/teams.md`, "Consent". */

const rights = (...systems: AutomaticSystem[]) => ({ rights: systems });
const doctor = aParticipant('doctor', 'physician', rights('pegasos'));
const WHOLE: readonly ConsentWithdrawal[] = [{ at: '2026-11-18T08:00:00+02:00' }];

const reasonOf = (
  team: string,
  consentGiven: Partial<Consent> | null,
  withdrawals: readonly ConsentWithdrawal[] = [],
) =>
  planOf(team, { participants: [doctor], consentGiven }, { withdrawals }).duties.find(
    ({ record }) => record === 'measures',
  )?.withheld;

describe('consent: the tests, and their order', () => {
  const form = 'employment-services';
  it.each<[string, Partial<Consent> | null, readonly ConsentWithdrawal[], ConsentReason | undefined]>([
    ['lieto', null, [], 'consent-missing'],
    ['lieto', { form }, [], undefined],
    ['lieto', { form: 'work-ability-team' }, [], 'consent-wrong-form'],
    ['lieto', { form, method: 'oral' }, [], undefined],
    ['lieto', { form, validUntil: '2026-11-17' }, [], 'consent-expired'],
    ['lieto', { form, validUntil: '2026-11-18' }, [], undefined],
    ['lieto', { form, covers: ['social', 'other'] }, [], 'consent-does-not-cover-health'],
    ['lieto', { form }, WHOLE, 'consent-withdrawn'],
    [
      'lieto',
      { form: 'work-ability-team', validUntil: '2026-01-01', covers: ['other'] },
      WHOLE,
      'consent-withdrawn',
    ],
    [
      'lieto',
      { form: 'work-ability-team', validUntil: '2026-01-01', covers: ['other'] },
      [],
      'consent-expired',
    ],
    ['lieto', { form: 'work-ability-team', covers: ['other'] }, [], 'consent-wrong-form'],
    ['turku', { method: 'oral', covers: ['other'] }, [], 'consent-not-written'],
    ['turku', { method: 'electronic' }, [], undefined],
    ['turku', { method: 'written' }, [], undefined],
    ['turku', { form: 'team-privacy-form' }, [], undefined],
    ['uusikaupunki', { method: 'oral' }, [], undefined],
    ['raisio', { form: 'work-ability-team' }, [], 'consent-wrong-form'],
    ['raisio', { form: 'team-privacy-form' }, [], undefined],
  ])('%s with %j, withdrawals %j: %s', (team, consentGiven, withdrawals, reason) => {
    expect(reasonOf(team, consentGiven, withdrawals)).toBe(reason);
  });

  it.each<[readonly ConsentWithdrawal[], ConsentReason | undefined]>([
    [[{ at: '2026-11-18T08:00:00+02:00', covers: ['social'] }], undefined],
    [[{ at: '2026-11-18T08:00:00+02:00', covers: ['social', 'health'] }], 'consent-withdrawn'],
    [
      [
        { at: '2026-11-18T08:00:00+02:00', covers: ['social'] },
        { at: '2026-11-19T08:00:00+02:00', covers: ['health'] },
      ],
      'consent-withdrawn',
    ],
  ])('a sector withdrawn in part gives consent-withdrawn for that sector: %j', (withdrawals, reason) => {
    expect(reasonOf('uusikaupunki', {}, withdrawals)).toBe(reason);
  });

  it('each system is of its own sector', () => {
    const plan = planOf('turku', {
      typClient: true,
      consentGiven: { covers: ['benefits'] },
      participants: [
        doctor,
        aParticipant('worker', 'social-worker', rights('proconsona')),
        aParticipant('te', 'te-specialist', rights('typ')),
        aParticipant('coach', 'job-coach'),
        aParticipant('kela', 'kela-specialist'),
        aParticipant('pension', 'pension-insurer-specialist'),
      ],
    });
    expect(plan.duties.map(({ system, withheld }) => [system, withheld])).toEqual([
      ['pegasos', 'consent-does-not-cover-health'],
      ['proconsona', 'consent-does-not-cover-social'],
      ['typ', 'consent-does-not-cover-employment'],
      ['ura', 'consent-does-not-cover-employment'],
      ['kela', undefined],
      ['other', 'consent-does-not-cover-other'],
    ]);
    expect(plan.warnings).toEqual([
      'consent-does-not-cover-health',
      'consent-does-not-cover-social',
      'consent-does-not-cover-employment',
      'consent-does-not-cover-other',
    ]);
  });

  it('lifecare, kanta and the statistics belong to health, the CRM to employment', () => {
    const kaarina = planOf('kaarina', {
      consentGiven: { covers: ['social'] },
      recommendations: [aRecommendation('health')],
      participants: [
        aParticipant('doctor', 'physician', rights('lifecare', 'kanta')),
        aParticipant('emp', 'employment-specialist', rights('sofia-crm')),
        aParticipant('secretary', 'social-counsellor', rights('lifecare')),
      ],
    });
    expect(linesOf(kaarina)).toEqual([
      'kanta/recommendation doctor automatic for doctor consent-does-not-cover-health',
      'lifecare/consent secretary automatic for secretary',
      'lifecare/recommendation doctor automatic for doctor consent-does-not-cover-health',
      'sofia-crm/contact-note emp automatic for emp consent-does-not-cover-employment',
    ]);
    const naantali = planOf('naantali', { consentGiven: { covers: ['social'] }, participants: [doctor] });
    expect(dutyIn(naantali, 'pegasos/statistics').withheld).toBe('consent-does-not-cover-health');
  });
});

describe('consent: what is never held back', () => {
  it.each<[string, Partial<Consent> | null, readonly ConsentWithdrawal[]]>([
    ['none came', null, []],
    ['it is withdrawn', {}, WHOLE],
    ['it has expired', { validUntil: '2026-10-06' }, []],
    ['it leaves health out', { covers: ['social'] }, []],
  ])('the physician’s visit, though %s', (_, consentGiven, withdrawals) => {
    const plan = planOf(
      'sote-akseli',
      {
        consentGiven,
        participants: [doctor, aParticipant('counsellor', 'social-counsellor', rights('proconsona'))],
        visit: { physician: 'doctor', startedAt: '2026-11-17T10:00:00+02:00', text: 'Käynti' },
      },
      { withdrawals },
    );
    expect(dutyIn(plan, 'pegasos/visit').withheld).toBeUndefined();
  });

  it('the consent itself, its withdrawal too: with withdrawnAt and the sectors left', () => {
    const planned = (withdrawals: readonly ConsentWithdrawal[]) =>
      dutyIn(
        planOf(
          'kaarina',
          {
            consentGiven: { covers: ['health', 'social'], validUntil: '2026-10-31' },
            participants: [aParticipant('secretary', 'social-counsellor', rights('lifecare'))],
          },
          { withdrawals },
        ),
        'lifecare/consent',
      );
    const part = { at: '2026-11-18T08:00:00+02:00', covers: ['social' as const] };
    expect(planned([]).content).toEqual({
      record: 'consent',
      ...aConsent({ covers: ['health', 'social'], validUntil: '2026-10-31' }),
    });
    expect(planned([part])).toMatchObject({
      content: { covers: ['health'], withdrawnAt: '2026-11-18T08:00:00+02:00' },
    });
    expect(planned([part]).withheld).toBeUndefined();
    expect(planned([{ at: '2026-11-18T06:30:00Z' }, part])).toMatchObject({
      content: { covers: [], withdrawnAt: '2026-11-18T06:30:00Z' },
    });
  });
});

it('consent is looked at again at the moment of each write, by the same tests', () => {
  const question = {
    consent: aConsent({ validUntil: '2026-11-18' }),
    requirement: practiceOf('turku').consent,
    record: 'measures' as const,
    sector: 'health' as const,
    withdrawals: [],
  };
  expect(firstFailingConsentTest({ ...question, today: '2026-11-18' })).toBeUndefined();
  expect(firstFailingConsentTest({ ...question, today: '2026-11-19' })).toBe('consent-expired');
});

it('a team that requires none plans without one, but holds a consent that came to be', () => {
  const requirement = { required: false, inWriting: false, recordsWithdrawal: false };
  const question = { requirement, record: 'measures', sector: 'health', today: '2026-11-18' } as const;
  expect(firstFailingConsentTest({ ...question, consent: undefined, withdrawals: [] })).toBeUndefined();
  const narrow = aConsent({ covers: ['social'] });
  expect(firstFailingConsentTest({ ...question, consent: narrow, withdrawals: [] })).toBe(
    'consent-does-not-cover-health',
  );
});
