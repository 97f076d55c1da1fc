import fc from 'fast-check';
import { RetryBudget } from './retry-budget.js';

const MINUTE = 60_000;
const policy = { share: 0.1, leastEveryMs: 10_000 };

describe('a retry budget', () => {
  it('always allows one repeat in its time', () => {
    const budget = new RetryBudget(policy);
    expect(budget.allowsRepeat(0)).toBe(true);
    budget.began(true, 0);
    expect(budget.allowsRepeat(9_999)).toBe(false);
    expect(budget.allowsRepeat(10_000)).toBe(true);
  });

  it('allows a tenth of the first attempts of the last ten minutes', () => {
    const budget = new RetryBudget(policy);
    for (let count = 0; count < 20; count++) budget.began(false, 0);
    budget.began(true, 0);
    expect(budget.allowsRepeat(1)).toBe(true);
    budget.began(true, 1);
    expect(budget.allowsRepeat(2)).toBe(false);
  });

  it('forgets what is older', () => {
    const budget = new RetryBudget(policy);
    for (let count = 0; count < 100; count++) budget.began(false, 0);
    budget.began(true, 11 * MINUTE);
    expect(budget.allowsRepeat(11 * MINUTE + 1)).toBe(false);
  });

  it('is never exceeded by more than the least, whatever is asked for', () => {
    const traffic = fc.array(fc.record({ isRepeat: fc.boolean(), ms: fc.integer({ min: 0, max: 3_000 }) }), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(traffic, (asked) => {
        const budget = new RetryBudget(policy);
        let now = 0;
        let firsts = 0;
        let repeats = 0;
        for (const { isRepeat, ms } of asked) {
          now += ms;
          if (isRepeat && !budget.allowsRepeat(now)) continue;
          budget.began(isRepeat, now);
          if (isRepeat) repeats += 1;
          else firsts += 1;
        }
        expect(repeats).toBeLessThanOrEqual(0.1 * firsts + Math.floor(now / policy.leastEveryMs) + 1);
      }),
    );
  });
});
