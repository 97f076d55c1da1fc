export type { Addition, DutyFacts, Nullify, PlannedChanges } from './change-series.js';
export {
  leftBehindBy,
  planCaseManagerRecords,
  planChanges,
  planRecordChange,
  stillLeftBehind,
} from './plan-changes.js';
export type { EarlierChange, PresentState } from './plan-changes.js';
export { planCancellation } from './plan-cancellation.js';
export type { CancellationSetting, PlannedCancellation } from './plan-cancellation.js';
export { planWithdrawal } from './plan-withdrawal.js';
export type { WithdrawalScope } from './plan-withdrawal.js';
export { cancel } from './ends.js';
export { endIfOvertaken } from './overtaken.js';
export { isOpenUnsent, writtenBefore } from './series.js';
