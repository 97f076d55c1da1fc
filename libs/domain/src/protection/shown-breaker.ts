import { breakerAt } from './breaker.js';
import type { Breaker, BreakerPolicy } from './breaker.js';

/** The contract's words; `half-open` from the first probe until the ramp has ended. */
export type ShownBreaker = 'closed' | 'open' | 'half-open';

export function shownBreaker(breaker: Breaker, policy: BreakerPolicy, now: Date): ShownBreaker {
  switch (breakerAt(breaker, policy, now).phase) {
    case 'closed':
      return 'closed';
    case 'open':
      return 'open';
    case 'probing':
    case 'ramping':
      return 'half-open';
  }
}
