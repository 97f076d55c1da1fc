import type { System, TaskState } from '#domain';
import type { ListPosition } from '#ledger';
import type { Principal } from '#security';
import type { SystemView } from '../systems/system-view.js';
import type { TaskView } from './task-view.js';

export const DECISION_STATUSES = [
  'open',
  'needs-attention',
  'completed',
  'cancelled',
  'nothing-to-record',
] as const;
export type DecisionStatus = (typeof DECISION_STATUSES)[number];

/** A decision's whole state (`contract/README.md`, Reading and acting); no client data. */
export interface DecisionView {
  readonly team: string;
  readonly decisionId: string;
  /** The newest. */
  readonly version: number;
  readonly status: DecisionStatus;
  /** Of all versions. */
  readonly tasks: readonly TaskView[];
  readonly completeness: Completeness;
  readonly warnings: readonly string[];
  readonly history: readonly HistoryEntry[];
  /** RFC 3339: since when its texts are gone; the client was erased, or they were kept long enough. */
  readonly erasedAt?: string;
}

/** How many tasks ended how; `total` is the sum of the others. */
export interface Completeness {
  readonly total: number;
  readonly confirmed: number;
  readonly attested: number;
  readonly withheld: number;
  readonly cancelled: number;
  readonly superseded: number;
  readonly open: number;
}

/** An event that the decision took. */
export interface HistoryEntry {
  /** RFC 3339 */
  readonly at: string;
  readonly type: string;
  readonly version: number;
  readonly eventId: string;
}

/** One try of a task: when, what it gave, and where the record is; codes only. */
export interface AttemptView {
  readonly number: number;
  readonly kind: string;
  /** RFC 3339 */
  readonly begunAt: string;
  /** Absent while it runs. */
  readonly endedAt?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly targetId?: string;
  readonly targetVersion?: string;
  /** From when the client sees the record there, where the system told it. RFC 3339 */
  readonly visibleFrom?: string;
}

export interface TaskWithAttempts extends TaskView {
  readonly attemptLog: readonly AttemptView[];
  /** A system administrator wants it closed unrecorded, and a second one has not confirmed it yet. RFC 3339 */
  readonly closingWishedAt?: string;
}

export interface FoundTask {
  readonly task: TaskWithAttempts;
  /** Strong: an act on the task must name it. */
  readonly entityTag: string;
}

/** Which tasks are wanted; empty lists and absent fields hold for all. */
export interface TaskQuery {
  readonly teams: readonly string[];
  readonly systems: readonly System[];
  readonly states: readonly TaskState[];
  /** True: open, and past its deadline. */
  readonly overdue?: boolean;
  readonly after?: ListPosition;
}

/** Nearest deadline first. */
export interface TaskListPage {
  readonly items: readonly TaskView[];
  readonly next?: ListPosition;
}

/** What the reading routes ask of the ledger. Absent fields are left out, never null. */
export interface LedgerReader {
  findDecision(team: string, decisionId: string): Promise<DecisionView | undefined>;
  /** @returns undefined also for a task that is not the caller's */
  findTask(id: string, caller: Principal): Promise<FoundTask | undefined>;
  /** The caller's own tasks; a system administrator's and an auditor's are all. */
  listTasks(caller: Principal, query: TaskQuery): Promise<TaskListPage>;
  listSystems(): Promise<readonly SystemView[]>;
}
