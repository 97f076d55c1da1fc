import type { Channel, EvidenceLevel, Operation, Reason, RecordKind, System, TaskState } from './words.js';

/** A recording task's id (UUID v7). It never changes, and never serves two versions. */
export type TaskId = string & { readonly __brand: 'TaskId' };

/** The team's decision; versions come and go under it. */
export interface DecisionRef {
  readonly team: string;
  readonly decisionId: string;
}

/** How surely we know that a record exists (`contract/README.md`, Task). */
export interface Evidence {
  readonly level: EvidenceLevel;
  readonly targetId: string;
  readonly targetVersion: string;
  /** RFC 3339 */
  readonly at: string;
  /** The person who attested, for the level `attested`. */
  readonly by?: string;
}

/** A recording task as the ledger holds it and the core works on it: no personal data in it. */
export interface Task extends DecisionRef {
  readonly id: TaskId;
  /** The decision version that added the task. */
  readonly version: number;
  readonly system: System;
  /** The configured installation of the system. */
  readonly endpoint: string;
  readonly record: RecordKind;
  readonly operation: Operation;
  readonly channel: Channel;
  /** Id of the participant in whose name it is recorded. */
  readonly recorder: string;
  readonly onBehalfOf: readonly string[];
  /** Predecessors, each `system/record`. */
  readonly after: readonly string[];
  readonly visibleToClient: boolean;
  /** The practice's rule that made the duty, e.g. `kaarina/recommendation-lifecare`. */
  readonly rule: string;
  readonly practiceVersion: string;
  /** Keyed digest of the record's fields and the client's identifier; equal digests are equal contents. */
  readonly contentDigest: string;
  readonly state: TaskState;
  readonly reason?: Reason;
  readonly dueAt: Date;
  /** Write attempts begun. */
  readonly attempts: number;
  readonly evidence?: Evidence;
}

/**
 * The record series a task belongs to: the same record of the same decision over its versions, at one
 * endpoint; for systems that are always done by hand also per recorder (`contract/README.md`, Corrections).
 */
export function seriesOf(task: Pick<Task, 'system' | 'endpoint' | 'record' | 'recorder'>): string {
  const byHand = task.system === 'kela' || task.system === 'ura' || task.system === 'other';
  return byHand ? `${task.endpoint}/${task.record}/${task.recorder}` : `${task.endpoint}/${task.record}`;
}
