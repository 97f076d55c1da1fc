import { createLogger } from '#observability';
import { Loop } from './loop.js';

const log = createLogger({ app: 'test', level: 'error' });

const inRounds = async (rounds: number, round: (count: number) => Promise<boolean>): Promise<number> => {
  let count = 0;
  await new Promise<void>((resolve) => {
    const loop = new Loop({
      name: 'trial',
      everyMs: 1,
      log,
      round: async () => {
        count += 1;
        if (count === rounds) void loop.stop().then(resolve);
        return round(count);
      },
    });
  });
  return count;
};

describe('a loop', () => {
  it('goes on after a round that failed', async () => {
    expect(
      await inRounds(3, (count) => (count < 3 ? Promise.reject(new Error('once')) : Promise.resolve(false))),
    ).toBe(3);
  });

  it('runs one round at a time, and none after it was stopped', async () => {
    let running = 0;
    const seen = await inRounds(5, async () => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      return true;
    });
    expect(seen).toBe(5);
  });
});
