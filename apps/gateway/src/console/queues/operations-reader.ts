import type { TaskState } from '#domain';
import type { RepairFilter, TaskCourse } from '#ledger';
import type { TaskView } from '../../reading/task-view.js';
import type { SystemView } from '../../systems/system-view.js';

/** Attempts that ended within one span of time. */
export interface SpanRate {
  readonly succeeded: number;
  readonly failed: number;
}

/** An endpoint with what it has to do, and how its last hour went. */
export interface EndpointOverview extends SystemView {
  /** When the next attempt may try an endpoint whose breaker is open; RFC 3339. */
  readonly probeAt?: string;
  /** Open tasks; a state without a task has no figure. */
  readonly counts: Readonly<Partial<Record<TaskState, number>>>;
  /** Five minutes each, oldest first, twelve of them. */
  readonly lastHour: readonly SpanRate[];
}

export interface FoundTasks {
  /** Nearest deadline first. */
  readonly tasks: readonly TaskView[];
  /** There are more than these. */
  readonly isMore: boolean;
}

/** What the pages for administrators read besides what the routes for programs do. */
export interface OperationsReader {
  endpoints(): Promise<readonly EndpointOverview[]>;
  /** @throws EmptyRepairFilter */
  findTasks(filter: RepairFilter): Promise<FoundTasks>;
  /** @param id of a task that is there */
  taskCourse(id: string): Promise<TaskCourse | undefined>;
}
