export { Ledger } from './ledger.js';
export { openLedger, UnusableKey } from './open-ledger.js';
export type { OpenLedgerOptions } from './open-ledger.js';
export type { LedgerOptions } from './ledger.js';
export type { LedgerTransaction } from './database.js';
export { migrate, MigrationFailed } from './migrate.js';
export { lockDecision } from './locked-decision.js';
export type { DecisionHandle, LockedDecision } from './locked-decision.js';
export type { BegunAttempt, Changes, EndedAttempt } from './save-changes.js';
export type { WantedJob } from './outbox.js';
export { findAnswer } from './read-views.js';
export type {
  AttemptRecord,
  DecisionRecord,
  EndpointBacklog,
  EventAnswer,
  HistoryEntry,
  OpenTaskCount,
  TaskRecord,
} from './read-views.js';
export type { MailDay, WaitingPerson } from './acts/worklist-mail.js';
export { findTaskAccess } from './acts/task-access.js';
export type { TaskAccess } from './acts/task-access.js';
export { actorOf, noteContentRead, readAcknowledgement, saveAct } from './acts/save-act.js';
export type { ActingPerson, PersonsAct } from './acts/save-act.js';
export type { ActDetails, ActKind } from './acts/act-details.js';
export type { ListPosition, TaskFilter, TaskPage, TaskScope } from './acts/list-tasks.js';
export { addTasks } from './add-tasks.js';
export type { NewTask } from './add-tasks.js';
export {
  findPriorState,
  findTakenEvent,
  insertRepeat,
  insertVersion,
  lockDecisionName,
} from './take-event.js';
export type { IncomingEvent, PriorState } from './take-event.js';
export { isTransient, isUniqueViolation } from './failures.js';
