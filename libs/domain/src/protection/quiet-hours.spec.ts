import { isQuiet } from './quiet-hours.js';

describe('quiet hours', () => {
  it.each([
    ['2026-11-17T19:59:59Z', false],
    ['2026-11-17T20:00:00Z', true],
    ['2026-11-18T02:59:59Z', true],
    ['2026-11-18T03:00:00Z', false],
    ['2026-07-01T19:00:00Z', true],
  ])('over midnight, at %s: %s', (now, expected) => {
    expect(isQuiet({ from: '22:00', until: '05:00' }, new Date(now))).toBe(expected);
  });

  it.each([
    ['2026-11-17T09:59:00Z', false],
    ['2026-11-17T10:00:00Z', true],
    ['2026-11-17T10:30:00Z', false],
  ])('within a day, at %s: %s', (now, expected) => {
    expect(isQuiet({ from: '12:00', until: '12:30' }, new Date(now))).toBe(expected);
  });
});
