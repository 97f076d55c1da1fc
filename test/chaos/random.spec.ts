import { Random } from './random.js';

const some = (random: Random): number[] => Array.from({ length: 50 }, () => random.whole(1, 100));

describe('chance', () => {
  it('is the same again for the same seed, and another for another', () => {
    expect(some(new Random(7))).toEqual(some(new Random(7)));
    expect(some(new Random(7))).not.toEqual(some(new Random(8)));
  });

  it('of a branch does not depend on what the trunk is asked later', () => {
    const one = new Random(7);
    const other = new Random(7);
    const [a, b] = [one.branch(), other.branch()];
    some(one);
    expect(some(a)).toEqual(some(b));
  });

  it('keeps to its limits', () => {
    const random = new Random(1);
    const numbers = Array.from({ length: 2_000 }, () => random.whole(3, 5));
    expect(new Set(numbers)).toEqual(new Set([3, 4, 5]));
  });
});
