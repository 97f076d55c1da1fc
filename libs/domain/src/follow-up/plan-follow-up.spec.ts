import type { Decision } from '../decision.js';
import { DEFAULT_FOLLOW_UP_DAYS } from '../practice/practice.js';
import { FOLLOW_UP_REASONS } from '../words.js';
import { planFollowUp } from './plan-follow-up.js';

const decision = (differences: Partial<Decision> = {}): Decision => ({
  team: 'kaarina',
  decisionId: 'D-1',
  version: 1,
  handling: 'meeting',
  handledOn: '2026-11-17',
  decidedAt: '2026-11-17T12:30:00+02:00',
  participants: [
    { id: 'referrer', role: 'nurse', name: 'R', organisation: { name: 'O' } },
    { id: 'convener', role: 'nurse', name: 'C', organisation: { name: 'O' }, functions: ['convener'] },
  ],
  summary: 'S',
  followUp: { reason: 'agreed-check', dueOn: '2027-03-01' },
  ...differences,
});

const plan = (differences: Partial<Decision> = {}, isOver = false) =>
  planFollowUp({
    decision: decision(differences),
    caseManager: undefined,
    isOver,
    days: DEFAULT_FOLLOW_UP_DAYS,
  });

describe('planning a follow-up', () => {
  it.each([
    ['rehabilitation-support-ends', '2026-12-01'],
    ['agreed-check', '2027-01-30'],
    ['client-meeting', '2027-02-15'],
    ['service-ends', '2027-02-15'],
    ['other', '2027-02-15'],
    ['statement-arrives', '2027-03-01'],
  ] as const)('%s is told at eight on %s', (reason, day) => {
    expect(plan({ followUp: { reason, dueOn: '2027-03-01' } })?.tellAt).toEqual(
      new Date(`${day}T06:00:00.000Z`),
    );
  });

  it('knows every reason', () => {
    expect(Object.keys(DEFAULT_FOLLOW_UP_DAYS).sort()).toEqual([...FOLLOW_UP_REASONS].sort());
  });

  it.each([
    ['summer', '2027-07-01', '2027-07-01T05:00:00.000Z'],
    ['the day that summer time begins', '2027-03-28', '2027-03-28T05:00:00.000Z'],
    ['the day that it ends', '2027-10-31', '2027-10-31T06:00:00.000Z'],
  ])('means eight by the clock in %s', (_when, dueOn, at) => {
    expect(plan({ followUp: { reason: 'statement-arrives', dueOn } })?.tellAt).toEqual(new Date(at));
  });

  it('plans nothing without a day, nor when the decision is over', () => {
    expect(plan({ followUp: { reason: 'statement-arrives' } })).toBeUndefined();
    expect(plan({}, true)).toBeUndefined();
  });

  it.each([
    ['the decision’s own', { responsible: 'own' }, 'manager', 'meeting', 'own'],
    ['else the case manager', {}, 'manager', 'meeting', 'manager'],
    ['else the convener', {}, undefined, 'meeting', 'convener'],
    [
      'in a paper consultation the referrer before the convener',
      {},
      undefined,
      'paper-consultation',
      'referrer',
    ],
    ['but after the case manager', {}, 'manager', 'paper-consultation', 'manager'],
  ] as const)('the responsible is %s', (_who, followUp, caseManager, handling, expected) => {
    const planned = planFollowUp({
      decision: decision({
        handling,
        referrer: 'referrer',
        followUp: { reason: 'other', dueOn: '2027-03-01', ...followUp },
      }),
      caseManager,
      isOver: false,
      days: DEFAULT_FOLLOW_UP_DAYS,
    });
    expect(planned?.responsible).toBe(expected);
  });

  it('names nobody where there is nobody', () => {
    expect(plan({ participants: [] })).not.toHaveProperty('responsible');
  });
});
