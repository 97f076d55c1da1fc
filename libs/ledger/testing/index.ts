export { aDecision, openTestLedger, PERSON, storeDecision } from './a-ledger.js';
export type { TestLedger } from './a-ledger.js';
