import { isMailTime, mailDayOf } from './mail-hours.js';

describe('the hours in which people are written to', () => {
  it.each([
    ['2026-11-17T05:59:59Z', false],
    ['2026-11-17T06:00:00Z', true],
    ['2026-11-17T13:59:59Z', true],
    ['2026-11-17T14:00:00Z', false],
    ['2026-07-01T05:00:00Z', true],
  ])('at %s, by Helsinki’s clock: %s', (at, expected) => {
    expect(isMailTime(new Date(at))).toBe(expected);
  });

  it.each([
    ['a Saturday', '2026-11-21T10:00:00Z'],
    ['a Sunday', '2026-11-22T10:00:00Z'],
    ['Christmas Eve', '2026-12-24T10:00:00Z'],
    ['Midsummer Eve', '2026-06-19T10:00:00Z'],
  ])('are none on %s', (_day, at) => {
    expect(isMailTime(new Date(at))).toBe(false);
  });
});

describe('a deadline', () => {
  it('is near on the last working day before it', () => {
    // A Friday: near until the end of Monday.
    expect(mailDayOf(new Date('2026-11-20T08:00:00Z'))).toMatchObject({
      day: '2026-11-20',
      soonUntil: new Date('2026-11-23T21:59:59.999Z'),
    });
  });
});
