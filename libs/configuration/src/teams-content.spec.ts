import { CONTENT_DOMAINS, renderText, type AutomaticSystem, type Decision, type Role } from '#domain';
import { aMeasure, aParticipant, aRecommendation } from '../testing/decision-builder.js';
import { dutyIn, planOf } from '../testing/planned.js';

/** `contract/teams.md`, "What a record contains" and "What may go where". */

const rights = (...systems: AutomaticSystem[]) => ({ rights: systems });
const everyDomain = {
  recommendations: CONTENT_DOMAINS.map((domain) => aRecommendation(domain, { statement: 'B' })),
  measures: CONTENT_DOMAINS.map((domain) => aMeasure(domain, 'p', { dueOn: '2026-12-15' })),
};
const measureTexts = (...domains: string[]) =>
  domains.map((domain) => ({ text: `Toimenpide ${domain}`, dueOn: '2026-12-15', responsible: 'Nimi p' }));
const whole = (domain: string) => ({
  service: `Palvelu ${domain}`,
  text: `Suositusteksti ${domain}`,
  statement: 'B',
});

describe('what may go where', () => {
  const rows: readonly (readonly [Role, readonly AutomaticSystem[], string, readonly string[]])[] = [
    ['physician', ['pegasos'], 'pegasos/measures', ['general', 'health']],
    ['social-worker', ['proconsona'], 'proconsona/measures', ['general', 'social']],
    ['te-specialist', ['typ'], 'typ/measures', ['general', 'employment']],
    ['job-coach', [], 'ura/measures', ['general', 'employment']],
    ['kela-specialist', [], 'kela/measures', ['general', 'benefits']],
    ['other', [], 'other/measures', ['general']],
  ];

  it.each(rows)('a %s (%j) records in %s the measures of %j', (role, held, place, domains) => {
    const plan = planOf('uusikaupunki', {
      typClient: true,
      measures: everyDomain.measures,
      participants: [aParticipant('p', role, rights(...held))],
    });
    expect(dutyIn(plan, place).content).toEqual({
      record: 'measures',
      handledOn: '2026-11-17',
      measures: measureTexts(...domains),
    });
    const left = CONTENT_DOMAINS.filter((domain) => !domains.includes(domain));
    expect(plan.warnings).toEqual(left.map((domain) => `content-not-recorded:${domain}`));
  });

  it('lifecare, kanta and the CRM of Kaarina', () => {
    const plan = planOf('kaarina', {
      ...everyDomain,
      caseManager: 'p',
      plan: { goals: ['Tavoite'], workAbilityStatement: 'Ei raskasta työtä.', reviewOn: '2027-03-01' },
      participants: [
        aParticipant('p', 'physician', rights('lifecare', 'kanta')),
        aParticipant('emp', 'employment-specialist', rights('sofia-crm', 'typ')),
        aParticipant('secretary', 'social-counsellor', rights('lifecare')),
      ],
    });
    const recommendation = {
      record: 'recommendation',
      handledOn: '2026-11-17',
      caseManager: 'Nimi p',
      recommendations: CONTENT_DOMAINS.map(whole),
      measures: measureTexts('general', 'health'),
    };
    expect(dutyIn(plan, 'lifecare/recommendation').content).toEqual(recommendation);
    expect(dutyIn(plan, 'kanta/recommendation').content).toEqual(recommendation);
    expect(dutyIn(plan, 'sofia-crm/contact-note').content).toEqual({
      record: 'contact-note',
      handledOn: '2026-11-17',
      caseManager: 'Nimi p',
      summary: 'Tiimi käsitteli asiakkaan tilanteen.',
      recommendations: [whole('general'), whole('employment')],
      measures: measureTexts('general', 'employment'),
      goals: ['Tavoite'],
    });
    expect(plan.warnings).toEqual(['content-not-recorded:social', 'content-not-recorded:benefits']);
  });

  it('workAbilityStatement goes to TYP’s plan, and to no other record', () => {
    const plan = planOf('keski-suomi', {
      typClient: true,
      plan: { goals: ['Tavoite'], workAbilityStatement: 'EI-RASKASTA', reviewOn: '2027-03-01' },
      participants: [
        aParticipant('doctor', 'physician', rights('lifecare', 'kanta')),
        aParticipant('worker', 'social-worker', rights('proconsona')),
        aParticipant('te', 'te-specialist', rights('typ')),
        aParticipant('kela', 'kela-specialist'),
      ],
    });
    const telling = plan.duties.filter(({ content }) => renderText(content).includes('EI-RASKASTA'));
    expect(telling.map(({ system, record }) => `${system}/${record}`)).toEqual(['typ/plan']);
    expect(dutyIn(plan, 'typ/plan').content).toEqual({
      record: 'plan',
      handledOn: '2026-11-17',
      goals: ['Tavoite'],
      reviewOn: '2027-03-01',
      measures: [],
      workAbilityStatement: 'EI-RASKASTA',
    });
  });

  it('followUp, correctionReason and all reasons go to no record system', () => {
    const hidden: Partial<Decision> = {
      version: 2,
      correctionReason: 'SALAINEN-SYY',
      followUp: { reason: 'other', dueOn: '2027-01-01', text: 'SALAINEN-SEURANTA' },
      continues: 'SALAINEN-JATKO',
    };
    const plan = planOf('kaarina', {
      ...everyDomain,
      ...hidden,
      typClient: true,
      plan: { goals: ['Tavoite'] },
      participants: [
        aParticipant('p', 'physician', { ...rights('lifecare', 'kanta'), functions: ['chair', 'secretary'] }),
        aParticipant('emp', 'employment-specialist', rights('sofia-crm', 'typ')),
        aParticipant('kela', 'kela-specialist'),
      ],
    });
    expect(plan.duties).toHaveLength(6);
    for (const { content } of plan.duties) {
      expect(`${JSON.stringify(content)} ${renderText(content)}`).not.toMatch(/SALAINEN/u);
    }
  });

  it('a visit’s text goes to the visit alone', () => {
    const plan = planOf('sote-akseli', {
      typClient: true,
      plan: { goals: ['Tavoite'] },
      visit: { physician: 'doctor', startedAt: '2026-11-17T10:00:00+02:00', text: 'KÄYNTITEKSTI' },
      participants: [
        aParticipant('doctor', 'physician', rights('pegasos')),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
        aParticipant('te', 'te-specialist', rights('typ')),
      ],
    });
    const telling = plan.duties.filter(({ content }) => renderText(content).includes('KÄYNTITEKSTI'));
    expect(telling.map(({ system, record }) => `${system}/${record}`)).toEqual(['pegasos/visit']);
  });
});

describe('what a rule carries beyond its system’s domains', () => {
  it('`services`: the service of every recommendation; its text only in the system’s own domains', () => {
    const plan = planOf('naantali', {
      recommendations: everyDomain.recommendations,
      participants: [
        aParticipant('doctor', 'physician', rights('pegasos')),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
      ],
    });
    expect(dutyIn(plan, 'proconsona/case-note').content).toMatchObject({
      recommendations: [
        whole('general'),
        { service: 'Palvelu health' },
        whole('social'),
        { service: 'Palvelu employment' },
        { service: 'Palvelu benefits' },
      ],
    });
    expect(plan.warnings).toEqual([]);
  });

  it('without it, items of foreign domains stay out, and that is told', () => {
    const plan = planOf('sote-akseli', {
      recommendations: everyDomain.recommendations,
      participants: [aParticipant('counsellor', 'social-counsellor', rights('proconsona'))],
    });
    expect(dutyIn(plan, 'proconsona/case-note').content).toMatchObject({
      recommendations: [whole('general'), whole('social')],
    });
    expect(plan.warnings).toEqual([
      'content-not-recorded:health',
      'content-not-recorded:employment',
      'content-not-recorded:benefits',
    ]);
  });

  it('withheld tasks count as carrying', () => {
    const plan = planOf('kaarina', {
      consentGiven: null,
      recommendations: everyDomain.recommendations,
      participants: [
        aParticipant('p', 'physician', rights('lifecare', 'kanta')),
        aParticipant('emp', 'employment-specialist', rights('sofia-crm')),
      ],
    });
    expect(plan.warnings).toEqual(['consent-missing']);
  });

  it('a recommendation rule gives a task when there are recommendations, of any domain', () => {
    const plan = planOf('poytya', {
      recommendations: [aRecommendation('benefits')],
      participants: [aParticipant('doctor', 'physician', rights('pegasos'))],
    });
    expect(dutyIn(plan, 'pegasos/recommendation').content).toMatchObject({ recommendations: [] });
    expect(plan.warnings).toEqual(['content-not-recorded:benefits']);
  });

  it('the case manager’s record: name, role, organisation, phone', () => {
    const plan = planOf('pori', {
      caseManager: 'worker',
      participants: [
        aParticipant('worker', 'social-worker', { ...rights('proconsona'), phone: '+358 40 000 0000' }),
      ],
    });
    expect(dutyIn(plan, 'proconsona/case-manager').content).toEqual({
      record: 'case-manager',
      handledOn: '2026-11-17',
      caseManager: 'Nimi worker',
      name: 'Nimi worker',
      role: 'social-worker',
      organisation: 'Testikunta',
      phone: '+358 40 000 0000',
    });
  });
});
