import { ROLES, type AutomaticSystem, type Role } from '#domain';
import { aMeasure, aParticipant, aRecommendation } from '../testing/decision-builder.js';
import { dutyIn, linesOf, planOf } from '../testing/planned.js';

/** `contract/teams.md`, "The own-systems rule". */

const rights = (...systems: AutomaticSystem[]) => ({ rights: systems });

describe('own systems: each in the system of that participant’s trade', () => {
  const rows: readonly (readonly [Role, boolean, readonly AutomaticSystem[], string])[] = [
    ['physician', false, ['pegasos'], 'pegasos/measures p automatic for p'],
    ['nurse', false, ['pegasos'], 'pegasos/measures p automatic for p'],
    ['public-health-nurse', false, ['pegasos'], 'pegasos/measures p automatic for p'],
    ['mental-health-nurse', false, ['pegasos'], 'pegasos/measures p automatic for p'],
    ['practical-nurse', false, ['pegasos'], 'pegasos/measures p automatic for p'],
    ['social-worker', false, ['proconsona'], 'proconsona/measures p automatic for p'],
    ['social-counsellor', false, ['proconsona'], 'proconsona/measures p automatic for p'],
    ['employment-specialist', true, ['typ'], 'typ/measures p automatic for p'],
    ['employment-specialist', true, [], 'ura/measures p manual for p'],
    ['employment-specialist', false, ['typ'], 'ura/measures p manual for p'],
    ['te-specialist', true, ['typ'], 'typ/measures p automatic for p'],
    ['te-specialist', false, [], 'ura/measures p manual for p'],
    ['career-counsellor', true, ['typ'], 'ura/measures p manual for p'],
    ['job-coach', true, [], 'ura/measures p manual for p'],
    ['kela-specialist', false, [], 'kela/measures p manual for p'],
    ['work-ability-coordinator', false, ['proconsona'], 'proconsona/measures p automatic for p'],
    ['work-ability-coordinator', false, ['typ'], 'other/measures p manual for p'],
    ['project-worker', false, ['proconsona'], 'proconsona/measures p automatic for p'],
    ['project-worker', false, [], 'other/measures p manual for p'],
    ['rehabilitative-work-instructor', false, ['proconsona'], 'proconsona/measures p automatic for p'],
    ['rehabilitative-work-instructor', false, [], 'other/measures p manual for p'],
    ['occupational-health-professional', false, ['pegasos'], 'other/measures p manual for p'],
    ['pension-insurer-specialist', false, [], 'other/measures p manual for p'],
    ['other', false, [], 'other/measures p manual for p'],
  ];

  it.each(rows)('a %s (TYP client: %s, rights: %j) gives %s', (role, typClient, held, line) => {
    const plan = planOf('uusikaupunki', {
      typClient,
      participants: [aParticipant('p', role, rights(...held))],
    });
    expect(linesOf(plan)).toEqual([line]);
    expect(plan.warnings).toEqual([]);
  });

  it('a relative or support person has no duty', () => {
    const plan = planOf('uusikaupunki', { participants: [aParticipant('p', 'relative-or-support-person')] });
    expect(plan).toEqual({ duties: [], warnings: [] });
  });

  it('every role has a row', () => {
    const tried = new Set<Role>([...rows.map(([role]) => role), 'relative-or-support-person']);
    expect([...tried].sort()).toEqual([...ROLES].sort());
  });

  it('in Keski-Suomi the health record is Lifecare', () => {
    const plan = planOf('keski-suomi', {
      participants: [aParticipant('p', 'mental-health-nurse', rights('lifecare'))],
    });
    expect(linesOf(plan)).toEqual(['lifecare/measures p automatic for p']);
    expect(plan.duties[0]?.endpoint).toBe('lifecare-hyvaks');
  });

  it('the record is `measures`, also when the decision has none', () => {
    const plan = planOf('lieto', {
      consentGiven: { form: 'employment-services' },
      participants: [aParticipant('p', 'social-worker', rights('proconsona'))],
    });
    expect(dutyIn(plan, 'proconsona/measures').content).toEqual({
      record: 'measures',
      handledOn: '2026-11-17',
      measures: [],
    });
  });

  it('attended false: no duty of the own-systems rule', () => {
    const plan = planOf('uusikaupunki', {
      participants: [
        aParticipant('p', 'social-worker', { ...rights('proconsona'), attended: false }),
        aParticipant('q', 'kela-specialist', { attended: true }),
      ],
    });
    expect(linesOf(plan)).toEqual(['kela/measures q manual for q']);
  });

  it('a right alone makes no duty', () => {
    const plan = planOf('uusikaupunki', {
      participants: [
        aParticipant('p', 'kela-specialist', rights('proconsona', 'pegasos', 'typ', 'lifecare')),
      ],
    });
    expect(linesOf(plan)).toEqual(['kela/measures p manual for p']);
  });
});

describe('own systems: one record for several', () => {
  it('the recorder is the first of them, of any role, who holds the right; on behalf of all in list order', () => {
    const plan = planOf('turku', {
      participants: [
        aParticipant('doctor', 'physician'),
        aParticipant('worker', 'social-worker', rights('proconsona')),
        aParticipant('nurse', 'nurse', rights('pegasos')),
        aParticipant('second', 'physician', rights('pegasos')),
        aParticipant('coordinator', 'work-ability-coordinator', rights('proconsona')),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'pegasos/measures nurse automatic for doctor,nurse,second',
      'proconsona/measures worker automatic for worker,coordinator',
    ]);
    expect(plan.warnings).toEqual([]);
  });

  it('when none holds the right it is one task, by hand by the first, and that is told', () => {
    const plan = planOf('turku', {
      participants: [aParticipant('doctor', 'physician'), aParticipant('nurse', 'nurse', rights('lifecare'))],
    });
    expect(linesOf(plan)).toEqual(['pegasos/measures doctor manual for doctor,nurse']);
    expect(plan.warnings).toEqual(['no-participant-with-rights:pegasos']);
  });

  it('a manual duty is each person’s own', () => {
    const plan = planOf('turku', {
      participants: [
        aParticipant('a', 'job-coach'),
        aParticipant('b', 'career-counsellor'),
        aParticipant('c', 'kela-specialist'),
        aParticipant('d', 'kela-specialist'),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'kela/measures c manual for c',
      'kela/measures d manual for d',
      'ura/measures a manual for a',
      'ura/measures b manual for b',
    ]);
  });

  it('two endpoints of one system are two records', () => {
    const plan = planOf('keski-suomi', {
      participants: [
        aParticipant('own', 'nurse', rights('lifecare')),
        aParticipant('guest', 'nurse', {
          ...rights('lifecare'),
          organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
        }),
      ],
    });
    expect(plan.duties.map(({ endpoint, recorder }) => [endpoint, recorder])).toEqual([
      ['lifecare-hyvaks', 'own'],
      ['lifecare-varha', 'guest'],
    ]);
  });
});

describe('own systems: what a team’s rule fulfils', () => {
  const poytya = [
    aParticipant('nurse', 'nurse', rights('pegasos')),
    aParticipant('doctor', 'physician', rights('pegasos')),
    aParticipant('absent', 'nurse', { ...rights('pegasos'), attended: false }),
    aParticipant('worker', 'social-worker', rights('proconsona')),
    aParticipant('second', 'physician', rights('pegasos')),
  ];

  it('a recommendation fulfils the duties of all whose own system that endpoint is: after the recorder', () => {
    const plan = planOf('poytya', { participants: poytya, recommendations: [aRecommendation('health')] });
    expect(linesOf(plan)).toEqual([
      'pegasos/recommendation doctor automatic for doctor,nurse,second',
      'proconsona/measures worker automatic for worker',
    ]);
  });

  it('without recommendations there is no such record, and the rule holds for them', () => {
    expect(linesOf(planOf('poytya', { participants: poytya }))).toEqual([
      'pegasos/measures nurse automatic for nurse,doctor,second',
      'proconsona/measures worker automatic for worker',
    ]);
  });

  it('a rule’s record by hand in an automatic system fulfils them, too', () => {
    const plan = planOf('poytya', {
      participants: [aParticipant('nurse', 'nurse', rights('pegasos')), aParticipant('doctor', 'physician')],
      recommendations: [aRecommendation('health')],
    });
    expect(linesOf(plan)).toEqual(['pegasos/recommendation doctor manual for doctor,nurse']);
    expect(plan.warnings).toEqual(['no-participant-with-rights:pegasos']);
  });

  it('a withheld record fulfils them, too', () => {
    const plan = planOf('poytya', {
      consentGiven: { covers: ['social'] },
      participants: poytya,
      recommendations: [aRecommendation('health')],
    });
    expect(linesOf(plan)).toEqual([
      'pegasos/recommendation doctor automatic for doctor,nurse,second consent-does-not-cover-health',
      'proconsona/measures worker automatic for worker',
    ]);
  });

  it('a recorder whose own system it is not keeps his own duty', () => {
    const plan = planOf('raisio', {
      typClient: true,
      consentGiven: { form: 'team-privacy-form' },
      participants: [
        aParticipant('doctor', 'physician', rights('pegasos', 'typ')),
        aParticipant('te', 'te-specialist', rights('typ')),
        aParticipant('emp', 'employment-specialist'),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'pegasos/measures doctor automatic for doctor',
      'typ/case-note doctor automatic for doctor,te',
      'ura/measures emp manual for emp',
    ]);
  });

  it('case-manager, consent, visit and statistics fulfil nobody’s own-systems duty', () => {
    const plan = planOf('turku', {
      caseManager: 'worker',
      participants: [
        aParticipant('worker', 'social-worker', rights('proconsona')),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'proconsona/case-manager worker automatic for worker',
      'proconsona/measures worker automatic for worker,counsellor',
    ]);
  });

  it('in teams without the own-systems rule onBehalfOf is the recorder alone', () => {
    const plan = planOf('sote-akseli', {
      participants: [
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
        aParticipant('worker', 'social-worker', rights('proconsona')),
      ],
    });
    expect(linesOf(plan)).toEqual(['proconsona/case-note counsellor automatic for counsellor']);
  });

  it('a record at another endpoint of the same system fulfils nothing here', () => {
    const plan = planOf('keski-suomi', {
      plan: { goals: ['Tavoite'] },
      participants: [
        aParticipant('doctor', 'physician', rights('lifecare', 'kanta')),
        aParticipant('worker', 'social-worker', rights('proconsona')),
        aParticipant('guest', 'nurse', {
          ...rights('lifecare'),
          organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
        }),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'kanta/plan doctor automatic for doctor',
      'lifecare/measures guest automatic for guest',
      'lifecare/plan doctor automatic for doctor',
      'proconsona/plan worker automatic for worker',
    ]);
  });

  it('Keski-Suomi: own systems for those whose system has no plan', () => {
    const plan = planOf('keski-suomi', {
      typClient: true,
      plan: { goals: ['Tavoite'] },
      caseManager: 'coordinator',
      measures: [aMeasure('general', 'coordinator')],
      participants: [
        aParticipant('coordinator', 'work-ability-coordinator', rights('proconsona')),
        aParticipant('phn', 'public-health-nurse', rights('lifecare')),
        aParticipant('doctor', 'physician', rights('lifecare', 'kanta')),
        aParticipant('te', 'te-specialist', rights('typ')),
        aParticipant('kela', 'kela-specialist'),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'kanta/plan doctor automatic for doctor',
      'kela/measures kela manual for kela',
      'lifecare/plan doctor automatic for doctor,phn',
      'proconsona/measures coordinator automatic for coordinator',
      'typ/plan te automatic for te',
    ]);
    expect(plan.warnings).toEqual([
      'no-participant-for:proconsona/plan',
      'no-participant-for:proconsona/case-manager',
    ]);
  });
});
