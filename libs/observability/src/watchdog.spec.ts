import { Watchdog } from './watchdog.js';

const MINUTE = 60_000;

function aWatchdog({ isWorkWaiting = true, canWork = true } = {}) {
  const clock = { ms: 0 };
  const watchdog = new Watchdog({
    patienceMs: MINUTE,
    nowMs: () => clock.ms,
    isWorkWaiting: () => Promise.resolve(isWorkWaiting),
    canWork: () => Promise.resolve(canWork),
  });
  return {
    at: (ms: number, progress = 0, isIdleOnPurpose = false): Promise<boolean> => {
      clock.ms = ms;
      return watchdog.look(progress, isIdleOnPurpose);
    },
  };
}

describe('a watchdog', () => {
  it('sees that nothing was begun for a minute though work waits', async () => {
    const { at } = aWatchdog();
    expect(await at(MINUTE - 1)).toBe(false);
    expect(await at(MINUTE)).toBe(true);
  });

  it('is content with any progress', async () => {
    const { at } = aWatchdog();
    expect(await at(50_000, 1)).toBe(false);
    expect(await at(50_000 + MINUTE - 1, 1)).toBe(false);
    expect(await at(50_000 + MINUTE, 1)).toBe(true);
  });

  it('counts no time in which nothing may be begun', async () => {
    const { at } = aWatchdog();
    expect(await at(10 * MINUTE, 0, true)).toBe(false);
    expect(await at(11 * MINUTE - 1)).toBe(false);
    expect(await at(11 * MINUTE)).toBe(true);
  });

  it('does not mind an idle process without work, nor one that could do nothing anyway', async () => {
    expect(await aWatchdog({ isWorkWaiting: false }).at(10 * MINUTE)).toBe(false);
    expect(await aWatchdog({ canWork: false }).at(10 * MINUTE)).toBe(false);
  });
});
