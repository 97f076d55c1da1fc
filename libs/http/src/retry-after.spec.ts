import { retryAfterMs } from './retry-after.js';

const now = new Date('2026-03-02T10:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['5', 5_000],
    ['0', 0],
    [' 120 ', 120_000],
    ['Mon, 02 Mar 2026 10:00:30 GMT', 30_000],
    ['Monday, 02-Mar-26 10:00:30 GMT', 30_000],
  ])('reads %j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  it('takes a date that has passed as "now"', () => {
    expect(retryAfterMs('Mon, 02 Mar 2026 09:00:00 GMT', now)).toBe(0);
  });

  it.each(['86400', '999999999', 'Tue, 03 Mar 2026 10:00:00 GMT'])(
    'waits an hour at most for %j',
    (header) => {
      expect(retryAfterMs(header, now)).toBe(3_600_000);
    },
  );

  it.each([undefined, '', '-5', '1.5', 'soon', '2026-03-02', '1e3', '99999999999999999999', 'Mon, nonsense'])(
    'knows nothing from %j',
    (header) => {
      expect(retryAfterMs(header, now)).toBeUndefined();
    },
  );
});
