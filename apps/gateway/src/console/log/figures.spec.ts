import type { WeekCount } from '#ledger';
import { partsOf } from '../charts/index.js';
import { attemptsOf, onTimeShare, totalsOf, weeksOf } from './figures.js';

const count = (differences: Partial<WeekCount>): WeekCount => ({
  week: '2026-11-09',
  system: 'lifecare',
  onTime: 0,
  late: 0,
  open: 0,
  overdue: 0,
  unrecorded: 0,
  verified: 0,
  found: 0,
  accepted: 0,
  attested: 0,
  attempts: [0, 0, 0, 0],
  ...differences,
});

describe('the share on time', () => {
  it('is of those whose deadline has come: what is open and late counts, what is open in time does not', () => {
    expect(onTimeShare(totalsOf([count({ onTime: 6, late: 1, overdue: 1, open: 50, unrecorded: 9 })]))).toBe(
      0.75,
    );
  });

  it('is not known before any deadline has come', () => {
    expect(onTimeShare(totalsOf([count({ open: 3, unrecorded: 1 })]))).toBeUndefined();
    expect(onTimeShare(totalsOf([]))).toBeUndefined();
  });
});

it('weeks are of all systems together, in their order', () => {
  const weeks = [
    count({ onTime: 1 }),
    count({ system: 'typ', late: 2 }),
    count({ week: '2026-11-16', open: 3 }),
  ];
  expect(weeksOf({ weeks }).map(([week, { tasks }]) => [week, tasks])).toEqual([
    ['2026-11-09', 3],
    ['2026-11-16', 3],
  ]);
});

it('attempts are by system over the weeks, without systems that have none', () => {
  const weeks = [
    count({ attempts: [1, 2, 0, 0] }),
    count({ week: '2026-11-16', attempts: [0, 1, 1, 0] }),
    count({ system: 'kela' }),
  ];
  expect(attemptsOf({ weeks })).toEqual([{ system: 'lifecare', counts: [1, 3, 1, 0] }]);
});

it('the parts of a bar follow each other, and an empty one is not drawn', () => {
  expect(partsOf([2, 0, 3], 10)).toEqual([
    { part: 0, x: 0, width: 20 },
    { part: 2, x: 20, width: 30 },
  ]);
});
