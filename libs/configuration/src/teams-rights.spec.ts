import type { AutomaticSystem } from '#domain';
import { aParticipant, aRecommendation } from '../testing/decision-builder.js';
import { dutyIn, linesOf, planOf } from '../testing/planned.js';

/** `contract/teams.md`, "Rights", and the fine print on recorders. */

const rights = (...systems: AutomaticSystem[]) => ({ rights: systems });

describe('rights: who of the candidates records', () => {
  it('the first who holds the right, though others come before in the list', () => {
    const plan = planOf('naantali', {
      participants: [
        aParticipant('first', 'physician'),
        aParticipant('second', 'physician', rights('lifecare')),
        aParticipant('third', 'physician', rights('pegasos')),
        aParticipant('fourth', 'physician', rights('pegasos')),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
      ],
    });
    expect(dutyIn(plan, 'pegasos/statistics')).toMatchObject({ recorder: 'third', channel: 'automatic' });
    expect(plan.warnings).toEqual([]);
  });

  it('else the first, by hand, with `no-participant-with-rights`', () => {
    const plan = planOf('naantali', {
      participants: [
        aParticipant('first', 'physician'),
        aParticipant('second', 'physician', { rights: [] }),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
      ],
    });
    expect(dutyIn(plan, 'pegasos/statistics')).toMatchObject({
      system: 'pegasos',
      record: 'statistics',
      recorder: 'first',
      channel: 'manual',
      onBehalfOf: ['first'],
    });
    expect(plan.warnings).toEqual(['no-participant-with-rights:pegasos']);
  });

  it('in the rule’s order of roles, then list order', () => {
    const plan = planOf('laitila', {
      typClient: true,
      plan: { goals: ['Tavoite'] },
      participants: [
        aParticipant('emp', 'employment-specialist', rights('typ')),
        aParticipant('te1', 'te-specialist', rights('typ')),
        aParticipant('te2', 'te-specialist', rights('typ')),
      ],
    });
    expect(linesOf(plan)).toEqual(['typ/plan te1 automatic for te1,emp,te2']);
  });

  it('a later role with the right goes before an earlier one without', () => {
    const plan = planOf('laitila', {
      typClient: true,
      plan: { goals: ['Tavoite'] },
      participants: [
        aParticipant('te', 'te-specialist'),
        aParticipant('emp', 'employment-specialist', rights('typ')),
      ],
    });
    expect(linesOf(plan)).toEqual(['typ/plan emp automatic for emp', 'ura/measures te manual for te']);
  });

  it('the right is looked at also for withheld duties', () => {
    const plan = planOf('naantali', {
      consentGiven: null,
      participants: [
        aParticipant('doctor', 'physician'),
        aParticipant('counsellor', 'social-counsellor', rights('proconsona')),
      ],
    });
    expect(linesOf(plan)).toEqual([
      'pegasos/statistics doctor manual for doctor consent-missing',
      'proconsona/case-note counsellor automatic for counsellor consent-missing',
    ]);
    expect(plan.warnings).toEqual(['no-participant-with-rights:pegasos', 'consent-missing']);
  });

  it('a rule whose role nobody attending has gives no task and `no-participant-for`', () => {
    const plan = planOf('naantali', {
      typClient: true,
      participants: [
        aParticipant('doctor', 'physician', { ...rights('pegasos'), attended: false }),
        aParticipant('nurse', 'nurse', rights('pegasos')),
      ],
    });
    expect(plan.duties).toEqual([]);
    expect(plan.warnings).toEqual([
      'no-participant-for:pegasos/statistics',
      'no-participant-for:proconsona/case-note',
      'no-participant-for:typ/measures',
    ]);
  });

  it('a rule whose conditions do not hold asks for nobody', () => {
    const plan = planOf('laitila', {
      participants: [aParticipant('kela', 'kela-specialist')],
      typClient: true,
    });
    expect(plan.warnings).toEqual([]);
  });
});

describe('recorders named by function', () => {
  const kaarina = (...participants: ReturnType<typeof aParticipant>[]) =>
    planOf('kaarina', { participants, recommendations: [aRecommendation('health')] });
  const chair = (differences: Parameters<typeof aParticipant>[2]) =>
    aParticipant('chair', 'employment-specialist', { functions: ['chair'], ...differences });
  const doctor = aParticipant('doctor', 'physician', rights('lifecare', 'kanta'));

  it('an attending holder of the function is the only candidate, without the right by hand', () => {
    const plan = kaarina(doctor, chair(rights('sofia-crm')));
    expect(dutyIn(plan, 'lifecare/recommendation')).toMatchObject({ recorder: 'chair', channel: 'manual' });
    expect(plan.warnings).toContain('no-participant-with-rights:lifecare');
  });

  it('the first, if several hold it', () => {
    const second = aParticipant('second', 'physician', {
      ...rights('lifecare', 'kanta'),
      functions: ['chair'],
    });
    expect(dutyIn(kaarina(chair({}), second), 'lifecare/recommendation').recorder).toBe('chair');
  });

  it('a holder who did not attend is none: the role in brackets has its turn', () => {
    const plan = kaarina(chair({ attended: false }), doctor);
    expect(dutyIn(plan, 'lifecare/recommendation').recorder).toBe('doctor');
  });

  it('“the same” means the same candidates, looked at for this system’s right', () => {
    const plan = kaarina(
      aParticipant('one', 'physician', rights('lifecare')),
      aParticipant('two', 'physician', rights('kanta')),
      aParticipant('secretary', 'social-counsellor', rights('lifecare')),
    );
    expect(dutyIn(plan, 'lifecare/recommendation').recorder).toBe('one');
    expect(dutyIn(plan, 'kanta/recommendation').recorder).toBe('two');
    expect(plan.warnings).toEqual(['no-participant-for:sofia-crm/contact-note']);
  });
});
