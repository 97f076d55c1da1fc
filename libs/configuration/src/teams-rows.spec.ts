import { HANDLINGS, type AutomaticSystem, type Handling, type Role } from '#domain';
import { aMeasure, aParticipant, aRecommendation } from '../testing/decision-builder.js';
import { dutyIn, linesOf, planOf, practiceOf } from '../testing/planned.js';

/** `contract/teams.md`, "The teams": what the sections' own tests leave open, row by row. */

const rights = (...systems: AutomaticSystem[]) => ({ rights: systems });

describe('kaarina', () => {
  const secretary = aParticipant('secretary', 'social-counsellor', {
    ...rights('lifecare'),
    functions: ['secretary'],
  });
  const doctor = aParticipant('doctor', 'physician', rights('lifecare', 'kanta'));
  const emp = aParticipant('emp', 'employment-specialist', rights('typ', 'sofia-crm'));
  const kela = aParticipant('kela', 'kela-specialist');

  it('consent, recommendation and its archive follow each other, and show to the client', () => {
    const plan = planOf('kaarina', {
      participants: [secretary, doctor, emp],
      recommendations: [aRecommendation('health')],
    });
    expect(dutyIn(plan, 'lifecare/consent')).toMatchObject({ after: [], visibleToClient: false });
    expect(dutyIn(plan, 'lifecare/recommendation')).toMatchObject({
      after: ['lifecare/consent'],
      visibleToClient: true,
      rule: 'kaarina/recommendation-lifecare',
    });
    expect(dutyIn(plan, 'kanta/recommendation')).toMatchObject({
      after: ['lifecare/recommendation'],
      visibleToClient: true,
    });
  });

  it('`after` names the practice’s predecessors, also where this decision adds none', () => {
    const plan = planOf('kaarina', {
      consentGiven: null,
      participants: [secretary, doctor, emp],
      recommendations: [aRecommendation('health')],
    });
    expect(plan.duties.map(({ record }) => record)).not.toContain('consent');
    expect(dutyIn(plan, 'lifecare/recommendation')).toMatchObject({
      after: ['lifecare/consent'],
      withheld: 'consent-missing',
    });
  });

  it('no recommendations: nothing in Kanta, and no recommendation in Lifecare', () => {
    const plan = planOf('kaarina', { recommendations: [], participants: [secretary, doctor, emp] });
    expect(linesOf(plan)).toEqual([
      'lifecare/consent secretary automatic for secretary',
      'sofia-crm/contact-note emp automatic for emp',
    ]);
  });

  it('a Kela specialist of a TYP client has a duty; only the first of two', () => {
    const plan = planOf('kaarina', {
      typClient: true,
      participants: [secretary, doctor, emp, kela, aParticipant('second', 'kela-specialist')],
    });
    expect(dutyIn(plan, 'kela/measures')).toMatchObject({ recorder: 'kela', channel: 'manual' });
    expect(plan.duties.filter(({ system }) => system === 'kela')).toHaveLength(1);
    expect(plan.warnings).toEqual([]);
  });

  it('a TYP client without one: no duty, no warning', () => {
    const plan = planOf('kaarina', {
      typClient: true,
      participants: [secretary, emp, { ...kela, attended: false }],
    });
    expect(plan.duties.map(({ system }) => system)).not.toContain('kela');
    expect(plan.warnings).toEqual([]);
  });

  it('a Kela specialist without a TYP client: no duty, warning `kela-only-for-typ-clients`', () => {
    const plan = planOf('kaarina', {
      participants: [secretary, emp, kela],
      measures: [aMeasure('benefits', 'kela')],
    });
    expect(plan.duties.map(({ system }) => system)).not.toContain('kela');
    expect(plan.warnings).toEqual(['kela-only-for-typ-clients', 'content-not-recorded:benefits']);
  });

  it('one who did not attend gives no such warning', () => {
    const plan = planOf('kaarina', { participants: [secretary, emp, { ...kela, attended: false }] });
    expect(plan.warnings).toEqual([]);
  });

  it('a plan goes to TYP only for TYP clients', () => {
    const decision = { participants: [secretary, emp], plan: { goals: ['Tavoite'] } };
    expect(linesOf(planOf('kaarina', decision)).filter((line) => line.startsWith('typ'))).toEqual([]);
    expect(dutyIn(planOf('kaarina', { ...decision, typClient: true }), 'typ/plan').recorder).toBe('emp');
  });

  it('goes to the endpoint of the recorder’s organisation, else to the team’s', () => {
    const guest = { ...doctor, organisation: { name: ' keski-suomen  Hyvinvointialue' } };
    const plan = planOf('kaarina', {
      participants: [secretary, guest],
      recommendations: [aRecommendation('health')],
    });
    expect(dutyIn(plan, 'lifecare/consent').endpoint).toBe('lifecare-varha');
    expect(dutyIn(plan, 'lifecare/recommendation').endpoint).toBe('lifecare-hyvaks');
    expect(dutyIn(plan, 'kanta/recommendation').endpoint).toBe('kanta-hyvaks');
  });
});

describe('naantali', () => {
  it('nothing but the statistics mark reaches a health record, and that holds no text', () => {
    const plan = planOf('naantali', {
      participants: [
        aParticipant('doctor', 'physician', rights('pegasos', 'lifecare', 'kanta')),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
      ],
      visit: { physician: 'doctor', startedAt: '2026-11-17T10:00:00+02:00', text: 'Käynti' },
      plan: { goals: ['Tavoite'] },
      caseManager: 'doctor',
      recommendations: [aRecommendation('health')],
      measures: [aMeasure('health', 'doctor')],
    });
    expect(linesOf(plan)).toEqual([
      'pegasos/statistics doctor automatic for doctor',
      'proconsona/case-note counsellor automatic for counsellor',
    ]);
    expect(dutyIn(plan, 'pegasos/statistics').content).toEqual({
      record: 'statistics',
      handling: 'meeting',
      handledOn: '2026-11-17',
    });
    expect(plan.warnings).toEqual(['content-not-recorded:health']);
  });
});

describe('sote-akseli', () => {
  const participants = [
    aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
    aParticipant('kela', 'kela-specialist'),
  ];

  it('Kela’s duty is there when one takes part, TYP client or not', () => {
    expect(linesOf(planOf('sote-akseli', { participants }))).toContain('kela/measures kela manual for kela');
    const without = planOf('sote-akseli', { participants: participants.slice(0, 1) });
    expect(without.duties.map(({ system }) => system)).toEqual(['proconsona']);
    expect(without.warnings).toEqual([]);
  });

  it('the visit’s physician need not have attended, and needs the right', () => {
    const visit = { physician: 'doctor', startedAt: '2026-11-17T10:00:00+02:00', text: 'Käynti' };
    const absent = { attended: false, ...rights('pegasos') };
    const plan = planOf('sote-akseli', {
      visit,
      participants: [...participants, aParticipant('doctor', 'physician', absent)],
    });
    expect(dutyIn(plan, 'pegasos/visit')).toMatchObject({ recorder: 'doctor', channel: 'automatic' });
    const byHand = planOf('sote-akseli', {
      visit,
      participants: [
        ...participants,
        aParticipant('other', 'physician', rights('pegasos')),
        aParticipant('doctor', 'physician'),
      ],
    });
    expect(dutyIn(byHand, 'pegasos/visit')).toMatchObject({ recorder: 'doctor', channel: 'manual' });
    expect(byHand.warnings).toEqual(['no-participant-with-rights:pegasos']);
  });
});

describe('raisio', () => {
  const form = { consentGiven: { form: 'team-privacy-form' as const } };
  const caseNote = (typClient: boolean, ...participants: ReturnType<typeof aParticipant>[]) =>
    planOf('raisio', { ...form, typClient, participants });
  const emp = (id: string, ...systems: AutomaticSystem[]) =>
    aParticipant(id, 'employment-specialist', rights(...systems));
  const doctor = (id: string, ...systems: AutomaticSystem[]) =>
    aParticipant(id, 'physician', rights('pegasos', ...systems));

  it('an employment-specialist who holds the right goes before a physician who does', () => {
    const plan = caseNote(true, doctor('d', 'typ'), emp('e1'), emp('e2', 'typ'));
    expect(dutyIn(plan, 'typ/case-note')).toMatchObject({ recorder: 'e2', channel: 'automatic' });
  });

  it('else a physician who does', () => {
    const plan = caseNote(true, emp('e1'), doctor('d1'), doctor('d2', 'typ'));
    expect(dutyIn(plan, 'typ/case-note')).toMatchObject({ recorder: 'd2', channel: 'automatic' });
    expect(plan.warnings).toEqual([]);
  });

  it('else by hand by the first employment-specialist', () => {
    const plan = caseNote(true, doctor('d1'), emp('e1'), emp('e2'));
    expect(dutyIn(plan, 'typ/case-note')).toMatchObject({ recorder: 'e1', channel: 'manual' });
    expect(plan.warnings).toEqual(['no-participant-with-rights:typ']);
  });

  it('a physician without the right is no candidate', () => {
    const plan = caseNote(true, doctor('d1'));
    expect(linesOf(plan)).toEqual(['pegasos/measures d1 automatic for d1']);
    expect(plan.warnings).toEqual(['no-participant-for:typ/case-note']);
  });

  it('not for others than TYP clients', () => {
    const plan = caseNote(false, doctor('d1', 'typ'), emp('e1', 'typ'));
    expect(linesOf(plan)).toEqual(['pegasos/measures d1 automatic for d1', 'ura/measures e1 manual for e1']);
  });
});

describe('case managers', () => {
  const nurse = aParticipant('nurse', 'mental-health-nurse', rights('pegasos'));
  const relative = aParticipant('relative', 'relative-or-support-person');

  it.each(['turku', 'pori', 'eura', 'keski-suomi', 'osaamiskeskus'])('%s: none named, no record', (team) => {
    const plan = planOf(team, { participants: [nurse] });
    expect(plan.duties.map(({ record }) => record)).toEqual(['measures']);
    expect(plan.warnings.filter((warning) => warning.startsWith('no-participant-for'))).toEqual([]);
  });

  it.each(['turku', 'pori'])('%s: by a social-worker or social-counsellor, else not', (team) => {
    const counsellor = aParticipant('counsellor', 'social-counsellor', rights('proconsona'));
    const worker = aParticipant('worker', 'social-worker', rights('proconsona'));
    const plan = planOf(team, { participants: [nurse, counsellor, worker], caseManager: 'nurse' });
    expect(dutyIn(plan, 'proconsona/case-manager')).toMatchObject({
      recorder: 'worker',
      onBehalfOf: ['worker'],
    });
    expect(planOf(team, { participants: [nurse], caseManager: 'nurse' }).warnings).toEqual([
      'no-participant-for:proconsona/case-manager',
    ]);
  });

  it('eura: without a social-worker or social-counsellor, the case manager’s own system', () => {
    const plan = planOf('eura', { participants: [nurse], caseManager: 'nurse' });
    expect(linesOf(plan)).toEqual([
      'pegasos/case-manager nurse automatic for nurse',
      'pegasos/measures nurse automatic for nurse',
    ]);
    expect(plan.warnings).toEqual([]);
  });

  it('eura: a social-counsellor without the right goes before the case manager’s own system', () => {
    const plan = planOf('eura', {
      participants: [nurse, aParticipant('counsellor', 'social-counsellor')],
      caseManager: 'nurse',
    });
    expect(dutyIn(plan, 'proconsona/case-manager')).toMatchObject({
      recorder: 'counsellor',
      channel: 'manual',
    });
  });

  it.each(['eura', 'osaamiskeskus'])(
    '%s: a case manager without an own system: no task, and told',
    (team) => {
      const plan = planOf(team, { participants: [nurse, relative], caseManager: 'relative' });
      expect(plan.duties.map(({ record }) => record)).toEqual(['measures']);
      expect(plan.warnings).toEqual(['no-participant-for:own/case-manager']);
    },
  );

  const own: readonly (readonly [Role, boolean, readonly AutomaticSystem[], string])[] = [
    ['physician', false, ['pegasos'], 'pegasos/case-manager p automatic for p'],
    ['physician', false, [], 'pegasos/case-manager p manual for p'],
    ['te-specialist', true, ['typ'], 'typ/case-manager p automatic for p'],
    ['te-specialist', false, ['typ'], 'ura/case-manager p manual for p'],
    ['work-ability-coordinator', false, ['proconsona'], 'proconsona/case-manager p automatic for p'],
    ['kela-specialist', false, [], 'kela/case-manager p manual for p'],
  ];

  it.each(own)('osaamiskeskus: of a %s (TYP client: %s, rights: %j) %s', (role, typClient, held, line) => {
    const manager = aParticipant('p', role, { ...rights(...held), attended: false });
    const plan = planOf('osaamiskeskus', { typClient, caseManager: 'p', participants: [manager] });
    expect(linesOf(plan)).toEqual([line]);
    expect(plan.warnings).toEqual(
      line.startsWith('pegasos/case-manager p manual') ? ['no-participant-with-rights:pegasos'] : [],
    );
  });
});

describe('osaamiskeskus: paper consultation', () => {
  const convener = aParticipant('convener', 'work-ability-coordinator', { functions: ['convener'] });
  const doctor = aParticipant('doctor', 'physician', rights('pegasos'));
  const paper = {
    handling: 'paper-consultation' as const,
    recommendations: [aRecommendation('health'), aRecommendation('general')],
  };

  it('to the referrer’s own system, attended or not, and to no one else', () => {
    const referrer = aParticipant('referrer', 'physician', { ...rights('pegasos'), attended: false });
    const plan = planOf('osaamiskeskus', {
      ...paper,
      participants: [convener, doctor, referrer],
      referrer: 'referrer',
      caseManager: 'convener',
    });
    expect(linesOf(plan)).toEqual(['pegasos/recommendation referrer automatic for referrer']);
  });

  it('the convener’s, when nobody referred', () => {
    const plan = planOf('osaamiskeskus', { ...paper, participants: [doctor, convener] });
    expect(linesOf(plan)).toEqual(['other/recommendation convener manual for convener']);
    expect(dutyIn(plan, 'other/recommendation').content).toMatchObject({
      recommendations: [
        { service: 'Palvelu health' },
        { service: 'Palvelu general', text: 'Suositusteksti general' },
      ],
    });
  });

  it.each([
    ['a referrer without an own system', { referrer: 'relative' }],
    ['nobody referred, and no convener', {}],
  ])('%s: no task, and the warning', (_, named) => {
    const plan = planOf('osaamiskeskus', {
      ...paper,
      ...named,
      participants: [
        doctor,
        aParticipant('relative', 'relative-or-support-person'),
        ...('referrer' in named ? [convener] : []),
      ],
    });
    expect(plan.duties).toEqual([]);
    expect(plan.warnings).toEqual([
      'no-participant-for:own/recommendation',
      'content-not-recorded:health',
      'content-not-recorded:general',
    ]);
  });

  it('without recommendations: nothing, and nothing to tell', () => {
    const plan = planOf('osaamiskeskus', {
      handling: 'paper-consultation',
      participants: [convener, doctor],
    });
    expect(plan).toEqual({ duties: [], warnings: [] });
  });

  it('another team’s own systems are in force for a paper consultation', () => {
    const plan = planOf('turku', { handling: 'paper-consultation', participants: [doctor] });
    expect(linesOf(plan)).toEqual(['pegasos/measures doctor automatic for doctor']);
  });
});

describe('handlings', () => {
  it('an anonymous consultation gives no task in any team, and no warning', () => {
    const anonymous = {
      handling: 'anonymous-consultation' as const,
      recommendations: [aRecommendation('health')],
      participants: [aParticipant('kela', 'kela-specialist')],
    };
    for (const team of TEAMS) expect(planOf(team, anonymous)).toEqual({ duties: [], warnings: [] });
  });

  it('Rovaniemi allows no other; the others allow all', () => {
    const allowed = (team: string): readonly Handling[] => practiceOf(team).handlings;
    expect(allowed('rovaniemi')).toEqual(['anonymous-consultation']);
    for (const team of TEAMS.filter((name) => name !== 'rovaniemi')) {
      expect([...allowed(team)].sort()).toEqual([...HANDLINGS].sort());
    }
  });
});

const TEAMS = [
  ...['kaarina', 'naantali', 'sote-akseli', 'raisio', 'lieto', 'turku', 'laitila'],
  ...['uusikaupunki', 'poytya', 'rovaniemi', 'eura', 'pori', 'keski-suomi', 'osaamiskeskus'],
];
