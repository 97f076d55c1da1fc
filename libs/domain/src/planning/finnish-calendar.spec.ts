import { addWorkingDays } from './finnish-calendar.js';

describe('working days in Finland', () => {
  it.each([
    ['2026-11-17', 2, '2026-11-19', 'in the middle of a week'],
    ['2026-11-20', 1, '2026-11-23', 'over a weekend'],
    ['2026-11-21', 1, '2026-11-23', 'from a Saturday'],
    ['2026-11-22', 2, '2026-11-24', 'from a Sunday'],
    ['2026-11-17', 5, '2026-11-24', 'a week of them'],
    ['2027-12-03', 1, '2027-12-07', 'over Independence Day on a Monday'],
    ['2026-12-23', 1, '2026-12-28', 'over Christmas Eve, Christmas Day and Saint Stephen’s Day'],
    ['2026-12-31', 1, '2027-01-04', 'over New Year'],
    ['2027-01-05', 1, '2027-01-07', 'over Epiphany'],
    ['2026-04-02', 1, '2026-04-07', 'over Easter, Good Friday to Monday'],
    ['2026-04-30', 1, '2026-05-04', 'over May Day'],
    ['2026-05-13', 1, '2026-05-15', 'over Ascension Day'],
    ['2026-06-18', 1, '2026-06-22', 'over Midsummer Eve, the earliest'],
    ['2027-06-24', 1, '2027-06-28', 'over Midsummer Eve, a late one'],
    ['2026-10-30', 1, '2026-11-02', 'over All Saints’ Day, always a Saturday'],
    ['2028-02-28', 1, '2028-02-29', 'to a leap day'],
    ['2049-04-15', 1, '2049-04-20', 'over an Easter that a shortened computus puts a week off'],
    ['2038-04-22', 1, '2038-04-27', 'over the latest Easter'],
  ])('%s and %d: %s, %s', (day, count, expected) => {
    expect(addWorkingDays(day, count)).toBe(expected);
  });
});
