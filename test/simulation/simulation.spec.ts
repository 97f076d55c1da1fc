import { asked } from './asked.js';
import { readable, simulate } from './simulate.js';
import { THE_DOMAIN } from './simulated-domain.js';

/** A long run is made of short ones, each with a seed of its own: a failing one is then soon found again. */
const SHORT_RUN = 5000;
const A_DAY_MS = 24 * 3_600_000;

describe('the pure domain, through random histories', () => {
  it(
    'breaks no invariant, and settles when faults end and everybody acts',
    () => {
      const { sequences, seed, isTold } = asked();
      const tally = new Map<string, number>();
      const begun = performance.now();
      for (let played = 0; played < sequences; played += SHORT_RUN) {
        const own = { seed: seed + played / SHORT_RUN, sequences: Math.min(SHORT_RUN, sequences - played) };
        const finding = simulate({ domain: THE_DOMAIN, ...own, shrinks: true, tally });
        if (finding !== undefined) process.stdout.write(readable(finding, own.seed));
        expect(finding?.message).toBeUndefined();
        if (isTold) tellProgress(played + own.sequences, sequences, performance.now() - begun);
      }
      if (isTold) tellTally(tally);
    },
    A_DAY_MS,
  );
});

function tellProgress(played: number, sequences: number, ms: number): void {
  const rate = Math.round((1000 * played) / ms);
  process.stdout.write(`  ${String(played)} of ${String(sequences)} sequences, ${String(rate)} a second\n`);
}

function tellTally(tally: ReadonlyMap<string, number>): void {
  const lines = [...tally]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([what, count]) => `  ${String(count).padStart(10)}  ${what}`);
  process.stdout.write(`${['what happened, and how often:', ...lines].join('\n')}\n`);
}
