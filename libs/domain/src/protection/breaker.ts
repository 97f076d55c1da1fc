/**
 * The breaker of an endpoint (reliability.md, R17), pure: all replicas share one through the ledger. It opens when
 * the system fails, lets one probe through at a time, and after a probe that was answered lets the work come back
 * gently: 1, 2, 4, ... attempts a step.
 */
export interface BreakerPolicy {
  /** Opens after so many failures with no success between. */
  readonly failuresInARow: number;
  /** Opens when this share of a window's attempts failed, 0 to 1 ... */
  readonly failureShare: number;
  readonly windowMs: number;
  /** ... and the window has at least so many. */
  readonly leastAttempts: number;
  /** From the opening to the first probe, ms; doubled by each probe that fails, up to the longest. */
  readonly openMs: number;
  readonly longestOpenMs: number;
  /** Length of a step of the ramp, ms. */
  readonly rampStepMs: number;
}

/** What the attempts of the present window gave. Windows follow each other; they do not slide. */
export interface Tally {
  readonly failuresInARow: number;
  readonly since: Date;
  readonly attempts: number;
  readonly failures: number;
}

export type Breaker =
  | { readonly phase: 'closed'; readonly tally: Tally }
  /** `openings`: how often it opened since it was closed. */
  | { readonly phase: 'open'; readonly until: Date; readonly openings: number }
  /** One attempt is under way to see whether the system answers; it may act until then. */
  | { readonly phase: 'probing'; readonly probe: string; readonly until: Date; readonly openings: number }
  | {
      readonly phase: 'ramping';
      readonly step: number;
      /** When the step began. */
      readonly since: Date;
      /** Attempts begun in the step. */
      readonly begun: number;
      readonly openings: number;
      readonly tally: Tally;
    };

/** A wish to begin an attempt. */
export interface AttemptWish {
  /** Names the attempt, should it be the probe. */
  readonly probe: string;
  /** How long a probe may take, ms: after that another one may go. */
  readonly probeMs: number;
}

export type Admission =
  | { readonly kind: 'go' }
  | { readonly kind: 'probe'; readonly probe: string }
  /** Not now; nothing will have changed before then. */
  | { readonly kind: 'wait'; readonly until: Date };

/** What attempts gave: some successes, and after them perhaps a failure. */
export interface BreakerReport {
  readonly successes: number;
  readonly failed: boolean;
  /** Of the attempt that was the probe. */
  readonly probe?: string;
}

/** The ramp ends here: what a step may begin has become more than one process does. */
const RAMP_STEPS = 8;

export const closedBreaker = (now: Date): Breaker => ({ phase: 'closed', tally: emptyTally(now) });

/** May an attempt begin? */
export function askBreaker(
  breaker: Breaker,
  wish: AttemptWish,
  policy: BreakerPolicy,
  now: Date,
): { readonly breaker: Breaker; readonly admission: Admission } {
  const present = breakerAt(breaker, policy, now);
  const until = heldUntil(present, policy, now);
  if (until !== undefined) return { breaker: present, admission: { kind: 'wait', until } };
  switch (present.phase) {
    case 'closed':
      return { breaker: present, admission: { kind: 'go' } };
    case 'open':
    case 'probing':
      return {
        breaker: {
          phase: 'probing',
          probe: wish.probe,
          until: later(now, wish.probeMs),
          openings: present.openings,
        },
        admission: { kind: 'probe', probe: wish.probe },
      };
    case 'ramping':
      return { breaker: { ...present, begun: present.begun + 1 }, admission: { kind: 'go' } };
  }
}

/** An attempt ended. What began before an opening tells nothing new: the probe finds out. */
export function tellBreaker(
  breaker: Breaker,
  report: BreakerReport,
  policy: BreakerPolicy,
  now: Date,
): Breaker {
  const present = breakerAt(breaker, policy, now);
  switch (present.phase) {
    case 'open':
      return present;
    case 'probing':
      if (report.probe !== present.probe) return present;
      return report.failed
        ? opened(present.openings, policy, now)
        : {
            phase: 'ramping',
            step: 0,
            since: now,
            begun: 0,
            openings: present.openings,
            tally: emptyTally(now),
          };
    case 'closed':
    case 'ramping': {
      const tally = counted(present.tally, report, policy, now);
      if (!isBroken(tally, policy)) return { ...present, tally };
      return opened(present.phase === 'closed' ? 0 : present.openings, policy, now);
    }
  }
}

/** The probe ended without saying anything of the system: another one may go at once. */
export function releaseProbe(breaker: Breaker, probe: string, now: Date): Breaker {
  return breaker.phase === 'probing' && breaker.probe === probe
    ? { phase: 'open', until: now, openings: breaker.openings }
    : breaker;
}

/** The breaker after the time that has passed: steps of the ramp follow each other by themselves. */
export function breakerAt(breaker: Breaker, { rampStepMs }: BreakerPolicy, now: Date): Breaker {
  if (breaker.phase !== 'ramping') return breaker;
  const passed = Math.floor((now.getTime() - breaker.since.getTime()) / rampStepMs);
  if (passed <= 0) return breaker;
  const step = breaker.step + passed;
  return step >= RAMP_STEPS
    ? { phase: 'closed', tally: breaker.tally }
    : { ...breaker, step, since: later(breaker.since, passed * rampStepMs), begun: 0 };
}

/** @returns until when no attempt may begin, whoever asks; undefined when one may */
export function heldUntil(breaker: Breaker, policy: BreakerPolicy, now: Date): Date | undefined {
  const present = breakerAt(breaker, policy, now);
  switch (present.phase) {
    case 'closed':
      return undefined;
    case 'open':
    case 'probing':
      return now < present.until ? present.until : undefined;
    case 'ramping':
      return present.begun < 2 ** present.step ? undefined : later(present.since, policy.rampStepMs);
  }
}

function counted(
  tally: Tally,
  { successes, failed }: BreakerReport,
  policy: BreakerPolicy,
  now: Date,
): Tally {
  const isOver = now.getTime() - tally.since.getTime() > policy.windowMs;
  const { since, attempts, failures } = isOver ? emptyTally(now) : tally;
  const before = successes > 0 ? 0 : tally.failuresInARow;
  return {
    failuresInARow: failed ? before + 1 : before,
    since,
    attempts: attempts + successes + (failed ? 1 : 0),
    failures: failures + (failed ? 1 : 0),
  };
}

const isBroken = (
  { failuresInARow, attempts, failures }: Tally,
  { failuresInARow: most, leastAttempts, failureShare }: BreakerPolicy,
): boolean => failuresInARow >= most || (attempts >= leastAttempts && failures >= failureShare * attempts);

/** @param before how often it opened already */
function opened(before: number, { openMs, longestOpenMs }: BreakerPolicy, now: Date): Breaker {
  const openForMs = Math.min(longestOpenMs, openMs * 2 ** before);
  return { phase: 'open', until: later(now, openForMs), openings: before + 1 };
}

const emptyTally = (since: Date): Tally => ({ failuresInARow: 0, since, attempts: 0, failures: 0 });

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
