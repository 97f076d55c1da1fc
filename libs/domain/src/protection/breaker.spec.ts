import fc from 'fast-check';
import { askBreaker, breakerAt, closedBreaker, heldUntil, releaseProbe, tellBreaker } from './breaker.js';
import type { Admission, Breaker, BreakerPolicy, BreakerReport } from './breaker.js';

const START = new Date('2026-11-17T12:00:00Z');
const at = (ms: number): Date => new Date(START.getTime() + ms);
const policy: BreakerPolicy = {
  failuresInARow: 5,
  failureShare: 0.5,
  windowMs: 30_000,
  leastAttempts: 10,
  openMs: 5_000,
  longestOpenMs: 10_000,
  rampStepMs: 10_000,
};
const FAILURE: BreakerReport = { successes: 0, failed: true };
const SUCCESS: BreakerReport = { successes: 1, failed: false };

function told(reports: readonly BreakerReport[], from = closedBreaker(START), ms = 0): Breaker {
  return reports.reduce((breaker, report) => tellBreaker(breaker, report, policy, at(ms)), from);
}

const times = (count: number, report: BreakerReport): BreakerReport[] => Array(count).fill(report);
const ask = (breaker: Breaker, ms: number, probe = 'p') =>
  askBreaker(breaker, { probe, probeMs: 30_000 }, policy, at(ms));
const openBreaker = (): Breaker => told(times(5, FAILURE));
const probing = (): Breaker => ask(openBreaker(), 5_000).breaker;
const answered = (failed: boolean, ms = 6_000): Breaker =>
  tellBreaker(probing(), { successes: failed ? 0 : 1, failed, probe: 'p' }, policy, at(ms));

describe('a closed breaker', () => {
  it('lets everything go', () => {
    expect(ask(closedBreaker(START), 0).admission).toEqual({ kind: 'go' });
  });

  it('opens at five failures in a row, not at four', () => {
    expect(told(times(4, FAILURE)).phase).toBe('closed');
    expect(openBreaker()).toEqual({ phase: 'open', until: at(5_000), openings: 1 });
  });

  it('counts anew after a success', () => {
    expect(told([...times(4, FAILURE), SUCCESS, ...times(4, FAILURE)]).phase).toBe('closed');
  });

  it('opens when half of a window failed, and no sooner than after ten attempts', () => {
    const half = [...Array(4)].flatMap(() => [FAILURE, SUCCESS]);
    expect(told(half).phase).toBe('closed');
    expect(told([...half, SUCCESS, FAILURE]).phase).toBe('open');
  });

  it('forgets the window before', () => {
    const before = told([...Array(4)].flatMap(() => [FAILURE, SUCCESS]));
    expect(told([SUCCESS, FAILURE], before, 31_000).phase).toBe('closed');
  });

  it('counts successes that are told together with the next failure', () => {
    expect(told(times(9, { successes: 30, failed: true })).phase).toBe('closed');
  });
});

describe('an open breaker', () => {
  it('lets nothing go until its time is over, and then one probe', () => {
    const breaker = openBreaker();
    expect(ask(breaker, 4_999).admission).toEqual({ kind: 'wait', until: at(5_000) });
    const { breaker: probed, admission } = ask(breaker, 5_000);
    expect(admission).toEqual({ kind: 'probe', probe: 'p' });
    expect(ask(probed, 5_001, 'q').admission).toEqual({ kind: 'wait', until: at(35_000) });
  });

  it('learns nothing from what began before', () => {
    expect(told([SUCCESS, FAILURE], openBreaker(), 1_000)).toEqual(openBreaker());
    expect(told([SUCCESS, FAILURE], probing(), 6_000)).toEqual(probing());
  });

  it('gives the probe to another when the first never came back', () => {
    expect(ask(probing(), 35_000, 'q').admission).toEqual({ kind: 'probe', probe: 'q' });
  });

  it('gives the probe to another at once when the first had nothing to do', () => {
    const released = releaseProbe(probing(), 'p', at(5_500));
    expect(ask(released, 5_500, 'q').admission).toEqual({ kind: 'probe', probe: 'q' });
    expect(releaseProbe(probing(), 'somebody else’s', at(5_500))).toEqual(probing());
  });

  it('stays open longer after each probe that fails, up to the longest', () => {
    const second = answered(true);
    expect(second).toEqual({ phase: 'open', until: at(16_000), openings: 2 });
    const third = ask(second, 16_000).breaker;
    expect(tellBreaker(third, { ...FAILURE, probe: 'p' }, policy, at(20_000))).toEqual({
      phase: 'open',
      until: at(30_000),
      openings: 3,
    });
  });
});

describe('the ramp after a probe that was answered', () => {
  it('lets 1, 2, 4 attempts go, a step each', () => {
    let breaker = answered(false);
    const admitted = [0, 1, 2].map((step) => {
      let count = 0;
      for (;;) {
        const answer = ask(breaker, 6_000 + step * 10_000);
        if (answer.admission.kind !== 'go') return count;
        breaker = answer.breaker;
        count += 1;
      }
    });
    expect(admitted).toEqual([1, 2, 4]);
    expect(heldUntil(breaker, policy, at(26_000))).toEqual(at(36_000));
  });

  it('ends by itself', () => {
    expect(breakerAt(answered(false), policy, at(6_000 + 79_999)).phase).toBe('ramping');
    expect(breakerAt(answered(false), policy, at(6_000 + 80_000)).phase).toBe('closed');
  });

  it('opens again as a closed one does, and for longer', () => {
    expect(told(times(5, FAILURE), answered(false), 7_000)).toMatchObject({
      phase: 'open',
      until: at(17_000),
      openings: 2,
    });
  });
});

/** What several replicas do to one breaker, in any order. */
type Step =
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'ask' }
  | { readonly kind: 'end'; readonly failed: boolean }
  | { readonly kind: 'release' };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
    fc.record({ kind: fc.constant('ask' as const) }),
    fc.record({ kind: fc.constant('end' as const), failed: fc.boolean() }),
    fc.record({ kind: fc.constant('release' as const) }),
  ),
  { maxLength: 200 },
);

/** Plays the steps, and hands each admission to the check, with the breaker before it and the time. */
function play(
  played: readonly Step[],
  check: (admission: Admission, before: Breaker, now: Date) => void,
): void {
  let breaker = closedBreaker(START);
  let now = 0;
  const underWay: string[] = [];
  for (const [number, step] of played.entries()) {
    switch (step.kind) {
      case 'pass':
        now += step.ms;
        break;
      case 'ask': {
        const { breaker: next, admission } = ask(breaker, now, String(number));
        check(admission, breaker, at(now));
        if (admission.kind !== 'wait') underWay.push(String(number));
        breaker = next;
        break;
      }
      case 'end': {
        const probe = underWay.shift();
        const { failed } = step;
        if (probe === undefined) break;
        breaker = tellBreaker(breaker, { successes: failed ? 0 : 1, failed, probe }, policy, at(now));
        break;
      }
      case 'release':
        breaker = releaseProbe(breaker, underWay.at(-1) ?? '', at(now));
        break;
    }
  }
}

describe('a breaker, whatever happens', () => {
  it('says "wait" only until a time that is still to come, and "go" never before it', () => {
    fc.assert(
      fc.property(steps, (played) => {
        play(played, (admission, before, now) => {
          const held = heldUntil(before, policy, now);
          if (admission.kind === 'wait') expect(admission.until.getTime()).toBeGreaterThan(now.getTime());
          expect(admission.kind === 'wait').toBe(held !== undefined);
        });
      }),
    );
  });

  it('has one probe at a time', () => {
    fc.assert(
      fc.property(steps, (played) => {
        play(played, (admission, before, now) => {
          if (before.phase !== 'probing' || now >= before.until) return;
          expect(admission.kind).toBe('wait');
        });
      }),
    );
  });

  it('lets one probe an opening at most reach a system that is down', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 10, max: 5_000 }),
        (minutes, takesMs) => {
          let breaker = openBreaker();
          let probes = 0;
          for (let now = 0; now < minutes * 60_000; now += takesMs) {
            const asked = ask(breaker, now);
            breaker = asked.breaker;
            if (asked.admission.kind !== 'probe') continue;
            probes += 1;
            breaker = tellBreaker(breaker, { ...FAILURE, probe: 'p' }, policy, at(now));
          }
          expect(probes).toBeLessThanOrEqual(1 + minutes * 6);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('closes, once every attempt is answered', () => {
    fc.assert(
      fc.property(steps, (played) => {
        let breaker = closedBreaker(START);
        let now = 0;
        const apply = (step: Step): void => {
          if (step.kind === 'pass') {
            // Nobody asks: what is let through here is always answered.
            now += step.ms;
            return;
          }
          const { breaker: next, admission } = ask(breaker, now);
          breaker = next;
          if (step.kind !== 'end' || admission.kind === 'wait') return;
          breaker = tellBreaker(
            breaker,
            { successes: step.failed ? 0 : 1, failed: step.failed, probe: 'p' },
            policy,
            at(now),
          );
        };
        played.forEach(apply);
        for (let second = 0; second < 200; second++) {
          apply({ kind: 'pass', ms: 1_000 });
          apply({ kind: 'end', failed: false });
        }
        expect(breakerAt(breaker, policy, at(now)).phase).toBe('closed');
      }),
    );
  });
});
