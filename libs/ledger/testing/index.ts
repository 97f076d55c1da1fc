export { aDecision, openTestLedger, PERSON, storeDecision } from './a-ledger.js';
export type { TestLedger } from './a-ledger.js';
export { aPastClock } from './a-past-clock.js';
export type { PastClock } from './a-past-clock.js';
