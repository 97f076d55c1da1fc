export { Ledger } from './ledger.js';
export { openLedger, UnusableKey } from './open-ledger.js';
export type { OpenLedgerOptions } from './open-ledger.js';
export type { LedgerOptions } from './ledger.js';
export type { LedgerTransaction } from './database.js';
export { migrate, MigrationFailed } from './migrate.js';
export type { ClientKey } from './client-vault.js';
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
export type { PracticeUse } from './practice-uses.js';
export type { ReplayedDecision } from './replay-decisions.js';
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
export { insertCaseManagerChange } from './later-events/case-manager-changes.js';
export type { TakenCaseManagerChange } from './later-events/case-manager-changes.js';
export {
  findDecisionsUnderConsent,
  findWithdrawals,
  insertWithdrawal,
  isConsentKnown,
  lockConsent,
} from './later-events/consent-withdrawals.js';
export type { ConsentName } from './later-events/consent-withdrawals.js';
export { insertLaterEvent, noteCountsFor } from './later-events/insert-later-event.js';
export type { LaterEvent } from './later-events/insert-later-event.js';
export type { NewestVersion } from './later-events/newest-version.js';
export { isTransient, isUniqueViolation } from './failures.js';
export { undurableSettings } from './durability.js';
export { readSchemaState } from './schema-state.js';
export type { SchemaState } from './schema-state.js';
export type { ClosingDay, DailyClosing } from './closing/close-day.js';
export { FINDING_KINDS } from './closing/findings.js';
export type { Finding, FindingKind } from './closing/findings.js';
export type {
  ConfirmationTimes,
  HandledCount,
  MonthRange,
  TeamStatistics,
} from './statistics/team-statistics.js';
export type { OverdueDecision, ToldStep } from './deadlines/escalations.js';
export { tellCompletion } from './team-app-events/completions.js';
export type { CompletionOptions } from './team-app-events/completions.js';
export type { ClaimedEvent } from './team-app-events/event-delivery.js';
export type {
  EventPosition,
  TeamAppEventFilter,
  TeamAppEventPage,
  TeamAppEventRecord,
} from './team-app-events/event-list.js';
export { caseManagerInForce } from './team-app-events/case-manager-in-force.js';
export { tellFollowUp } from './team-app-events/follow-ups.js';
export { EndpointStates } from './endpoints/endpoint-states.js';
export type {
  AttemptReport,
  EndpointAct,
  EndpointState,
  Pause,
  SeenState,
  SeenStates,
} from './endpoints/endpoint-states.js';
export { countDeaths } from './endpoints/waiting-work.js';
export { endReread } from './endpoints/rereads.js';
export type { Reread, RereadResult } from './endpoints/rereads.js';
export type { AuditLog } from './audit/audit-log.js';
export type { StoredCheckpoint } from './audit/checkpoints.js';
export type { ClientsDecisions } from './audit/clients-decisions.js';
export type { TeamGrounds } from './audit/entry-row.js';
export type { ConsoleSessions, NewSession, StoredSession } from './console-sessions/console-sessions.js';
export type { NewEntry } from './audit/note-entries.js';
export type { Leaf, LeafFilter } from './audit/read-leaves.js';
export type { AuditSelfCheck, FoundDifference, LedgerDifference, StoredLeaf } from './audit/self-check.js';
export { AuditTreeDamaged } from './audit/tree-nodes.js';
export type { NewRepairPlan, PlannedItem, Repairs } from './repair/repairs.js';
export type { Failures, FailureGroup, FoundTask } from './repair/find-failures.js';
export type { Operations } from './operations/operations.js';
export type { AttemptRate, EndpointTaskCount, RateSpans } from './operations/endpoint-figures.js';
export type { CourseAttempt, CourseEvent, TaskCourse } from './operations/task-course.js';
export { REPAIR_RESULTS } from './repair/read-repairs.js';
export type { RepairItem, RepairPlan, RepairResult } from './repair/read-repairs.js';
export type { Retention } from './retention/retention.js';
export type { DecisionName, Subject } from './retention/hold-subject.js';
export type { HoldRefusal, LegalHold } from './retention/legal-holds.js';
export { ClientChangedMeanwhile } from './erasure/erase-client.js';
export { HINDRANCES } from './erasure/hindrance.js';
export { ERASURE_STATES } from './erasure/erasures.js';
export type { Erasure, ErasureRefusal, Erasures } from './erasure/erasures.js';
export type { RepairFilter } from './repair/repair-filter.js';
export { endRepairItem, lockRepairItem, readRevisions } from './repair/run-items.js';
export type { RepairClaim, RepairItemRef } from './repair/run-items.js';
export type {
  WorklistCount,
  WorklistCounts,
  WorklistFilter,
  WorklistPart,
  WorklistPosition,
  WorklistReach,
} from './worklist/list-worklist.js';
export { readActs } from './worklist/read-acts.js';
export type { PastAct } from './worklist/read-acts.js';
export type { LogCheck, LogCheckResult } from './audit/log-checks.js';
export type { DecisionFilter, RollUp } from './overview/decision-filter.js';
export type { DecisionPage, DecisionSummary } from './overview/find-decisions.js';
export type { RecordingFigures } from './overview/overview.js';
export type { AcknowledgementDelay } from './overview/acknowledgement-delays.js';
export type { BacklogAge, RecordingTimes, WeekCount } from './overview/recording-figures.js';
