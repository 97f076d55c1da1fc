import type { Consent } from '../decision.js';
import { consentContent } from './record-content.js';

const consent: Consent = {
  id: 'S-1',
  givenOn: '2026-10-05',
  form: 'work-ability-team',
  method: 'written',
  covers: ['health', 'social', 'employment'],
};
const MONDAY = '2026-11-16T09:00:00+02:00';
const TUESDAY = '2026-11-17T09:00:00+02:00';

const told = (...withdrawals: Parameters<typeof consentContent>[1]) => {
  const { covers, withdrawnAt } = consentContent(consent, withdrawals);
  return { covers, withdrawnAt };
};

describe('the record of a consent', () => {
  it('tells of no withdrawal where there is none', () => {
    expect(consentContent(consent, [])).toEqual({ record: 'consent', ...consent });
  });

  it('tells when it was withdrawn, and the sectors that are left', () => {
    expect(told({ at: MONDAY, covers: ['health'] })).toEqual({
      covers: ['social', 'employment'],
      withdrawnAt: MONDAY,
    });
    expect(told({ at: MONDAY, covers: ['health'] }, { at: TUESDAY })).toEqual({
      covers: [],
      withdrawnAt: TUESDAY,
    });
  });

  it('stays as it is when the same is withdrawn again', () => {
    const once = told({ at: MONDAY });
    expect(told({ at: MONDAY }, { at: TUESDAY })).toEqual(once);
    expect(told({ at: MONDAY }, { at: TUESDAY, covers: ['social'] })).toEqual(once);
  });

  it('tells the latest time, in whatever order the events came', () => {
    expect(told({ at: TUESDAY, covers: ['health'] }, { at: MONDAY, covers: ['social'] })).toEqual({
      covers: ['employment'],
      withdrawnAt: TUESDAY,
    });
  });
});
