import type { SelfEnd } from '../system/service.js';
import type { Violation } from './violation.js';

/** An end that the process itself decided on, and says so: a client library left it without work that waits. */
const WATCHDOG = '"event":"watchdog.no-progress"';

/** I9: whatever is away or slow, a service stays up; only its watchdog may end it. */
export const checkSelfEnds = (ends: readonly SelfEnd[]): Violation[] =>
  ends
    .filter(({ lastLines }) => !lastLines.some((line) => line.includes(WATCHDOG)))
    .map(({ service, how, at, lastLines }) => ({
      invariant: 'I9',
      rule: 'ended-by-itself',
      told: `${service}: ${how} at ${at.toISOString()}; its log ends: ${lastLines.at(-1) ?? '(empty)'}`,
    }));
