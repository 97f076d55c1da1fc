import { SHORT_MIX } from './mixes.js';
import { runMix } from './run-mix.js';

// Engines and twelve processes are started, half a minute of faults is played, and all has to settle, on two busy cores.
jest.setTimeout(600_000);

const SEED = 20_261_122;
const MINUTE_MS = 60_000;

describe('the whole system, under faults of every kind at once,', () => {
  it('loses nothing, doubles nothing, tells everything, and settles by itself when they end', async () => {
    const lines: string[] = [];
    const { checked, history } = await runMix({
      ...SHORT_MIX,
      seed: SEED,
      durationMs: MINUTE_MS / 2,
      mode: 'liveness',
      tasks: 400,
      settleWithinMs: 4 * MINUTE_MS,
      say: (line) => lines.push(line),
    });
    // The lines tell the seed, the first violation and its timeline.
    expect(checked.violations.length === 0 ? '' : lines.join('\n')).toBe('');
    expect(history.acknowledged.length).toBeGreaterThan(20);
    expect(checked.picture.tasks.length).toBeGreaterThan(60);
    expect(history.faults.length).toBeGreaterThan(8);
  });
});
