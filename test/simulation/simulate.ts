import fc from 'fast-check';
import { anyHistory } from './histories/any-history.js';
import type { History } from './histories/history.js';
import { play } from './play.js';
import type { SimulatedDomain } from './simulated-domain.js';
import { Violation } from './world/violation.js';

/** Steps of a history, at most; then faults end, and everything has to settle. */
const STEPS = 50;

export interface Run {
  readonly domain: SimulatedDomain;
  readonly seed: number;
  readonly sequences: number;
  /** Makes what is found as short as can be; it takes some hundred plays. */
  readonly shrinks: boolean;
  /** Counts what happened. */
  readonly tally?: Map<string, number>;
}

/** What became of a history. */
export interface Told {
  /** Code of the invariant that broke. */
  readonly code: string;
  readonly message: string;
  /** What happened, a line each. */
  readonly lines: readonly string[];
}

export interface Finding extends Told {
  /** Sequences played until it was found. */
  readonly after: number;
  readonly history: History;
}

/** Plays random histories. @returns the first violation; undefined when all invariants hold */
export function simulate({ domain, seed, sequences, shrinks, tally }: Run): Finding | undefined {
  const result = fc.check(
    fc.property(anyHistory(STEPS), (history) => {
      play(history, domain, tally === undefined ? {} : { tally });
    }),
    { seed, numRuns: sequences, endOnFailure: !shrinks },
  );
  const [history] = result.counterexample ?? [];
  return history === undefined ? undefined : { ...tell(history, domain), after: result.numRuns, history };
}

/** Plays a history once more, telling everything. */
export function tell(history: History, domain: SimulatedDomain): Told {
  const lines: string[] = [];
  try {
    play(history, domain, { lines });
    return { code: 'none', message: 'no invariant breaks', lines };
  } catch (failure) {
    const code = failure instanceof Violation ? failure.code : 'thrown';
    const message = failure instanceof Violation ? failure.message : stackOf(failure);
    return { code, message, lines };
  }
}

const stackOf = (failure: unknown): string =>
  failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);

/** As a reader wants it who has to mend it. */
export const readable = (finding: Finding, seed: number): string =>
  [
    '',
    finding.message,
    `found by the seed ${String(seed)}, after ${String(finding.after)} sequences; shrunk to:`,
    ...finding.lines.map((line) => `  ${line}`),
    'To keep it, as a test in test/regressions:',
    JSON.stringify(finding.history),
    '',
  ].join('\n');
