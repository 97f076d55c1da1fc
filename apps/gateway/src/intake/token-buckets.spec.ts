import { TokenBuckets } from './token-buckets.js';

describe('a sender’s rate', () => {
  let nowMs = 0;
  const buckets = (perSecond: number, burst: number): TokenBuckets =>
    new TokenBuckets(
      [
        ['one', { perSecond, burst }],
        ['other', { perSecond, burst }],
      ],
      () => nowMs,
    );

  test('lets a burst through, then as many as are refilled', () => {
    const limited = buckets(2, 3);
    expect([limited.take('one'), limited.take('one'), limited.take('one')]).toEqual([0, 0, 0]);
    expect(limited.take('one')).toBe(1);
    nowMs += 499;
    expect(limited.take('one')).toBe(1);
    nowMs += 1;
    expect([limited.take('one'), limited.take('one')]).toEqual([0, 1]);
  });

  test('never saves more than a burst', () => {
    const limited = buckets(100, 2);
    nowMs += 3_600_000;
    expect([limited.take('one'), limited.take('one'), limited.take('one')]).toEqual([0, 0, 1]);
  });

  test('tells the whole seconds until there is room', () => {
    const limited = buckets(0.1, 1);
    expect(limited.take('one')).toBe(0);
    expect(limited.take('one')).toBe(10);
    nowMs += 4_500;
    expect(limited.secondsToWait('one')).toBe(6);
  });

  test('is not used up by asking, and is each sender’s own', () => {
    const limited = buckets(1, 1);
    expect([limited.secondsToWait('one'), limited.secondsToWait('one'), limited.take('one')]).toEqual([
      0, 0, 0,
    ]);
    expect(limited.take('one')).toBe(1);
    expect(limited.take('other')).toBe(0);
  });
});
