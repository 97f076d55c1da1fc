import type { BreakerPolicy } from './breaker.js';
import type { QuietHours } from './quiet-hours.js';
import type { RetryBudgetPolicy } from './retry-budget.js';

/** What an endpoint's configuration says about sparing its system. */
export interface ProtectionPolicy {
  readonly breaker: BreakerPolicy;
  readonly retries: RetryBudgetPolicy;
  readonly quietHours?: QuietHours;
}

const SECOND = 1000;

/** reliability.md, R16 and R17. */
export const DEFAULT_PROTECTION: ProtectionPolicy = {
  breaker: {
    failuresInARow: 5,
    failureShare: 0.5,
    windowMs: 30 * SECOND,
    leastAttempts: 10,
    openMs: 5 * SECOND,
    longestOpenMs: 10 * SECOND,
    rampStepMs: 10 * SECOND,
  },
  retries: { share: 0.1, leastEveryMs: 10 * SECOND },
};
