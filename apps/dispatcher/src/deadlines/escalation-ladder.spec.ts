import { nextStep } from './escalation-ladder.js';
import type { Ladder } from './escalation-ladder.js';

const LADDER: Ladder = {
  recorders: ['a@x.example', 'b@x.example', 'a@x.example'],
  caseManager: { email: 'Vastuu@x.example' },
  convener: undefined,
  practice: { administrator: 'paa@x.example' },
};

describe('the ladder of those who are told of a deadline', () => {
  it('begins at the recorders, each once', () => {
    expect(nextStep(null, LADDER)).toEqual({ step: 'recorder', addresses: ['a@x.example', 'b@x.example'] });
  });

  it('leaves out the steps at which nobody is', () => {
    expect(nextStep('recorder', LADDER)).toEqual({ step: 'case-manager', addresses: ['vastuu@x.example'] });
    expect(nextStep('case-manager', LADDER)).toMatchObject({ step: 'administrator' });
    expect(nextStep(null, { ...LADDER, recorders: [] })).toMatchObject({ step: 'case-manager' });
  });

  it('ends', () => {
    expect(nextStep('administrator', LADDER)).toBeUndefined();
    expect(nextStep('convener', { ...LADDER, practice: {} })).toBeUndefined();
  });
});
