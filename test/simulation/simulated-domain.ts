import * as domain from '#domain';
import type { TrackedTask } from '#domain';

/**
 * A later attempt, a lease that was taken away, or an end that came in between, makes an outcome history: as
 * libs/recording/src/settle-attempt.ts.
 */
const isOurs = (task: TrackedTask, epoch: number): boolean =>
  task.epoch === epoch &&
  task.leaseUntil !== undefined &&
  (task.state === 'recording' || task.state === 'unknown' || task.state === 'unconfirmed');

/** The pure functions that the simulation plays with; a planted bug puts another one in the place of one of them. */
export const THE_DOMAIN = {
  planDuties: domain.planDuties,
  planCaseManagerChange: domain.planCaseManagerChange,
  leftBehindDuties: domain.leftBehindDuties,
  leftBehindBy: domain.leftBehindBy,
  stillLeftBehind: domain.stillLeftBehind,
  planChanges: domain.planChanges<DigestedDuty>,
  planRecordChange: domain.planRecordChange<DigestedDuty>,
  planCaseManagerRecords: domain.planCaseManagerRecords<DigestedDuty>,
  planCancellation: domain.planCancellation,
  planWithdrawal: domain.planWithdrawal,
  firstFailingConsentTest: domain.firstFailingConsentTest,
  releaseWaiting: domain.releaseWaiting,
  openAttempt: domain.openAttempt,
  isOurs,
  settleWrite: domain.settleWrite,
  settleLookUp: domain.settleLookUp,
  afterDeath: domain.afterDeath,
  endIfOvertaken: domain.endIfOvertaken,
  cancel: domain.cancel,
  acknowledge: domain.acknowledge,
  undoAcknowledgement: domain.undoAcknowledgement,
  handOver: domain.handOver,
  takeOver: domain.takeOver,
  giveBack: domain.giveBack,
  retryNow: domain.retryNow,
  closeUnrecorded: domain.closeUnrecorded,
};

export type SimulatedDomain = typeof THE_DOMAIN;

/** A duty with what its content is compared by. */
export type DigestedDuty = domain.Duty & { readonly contentDigest: string };
