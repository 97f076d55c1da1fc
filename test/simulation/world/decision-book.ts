import { seriesOf } from '#domain';
import type { Decision, EarlierChange, Practice, TaskId, TrackedTask, Transition } from '#domain';
import type { DigestedDuty } from '../simulated-domain.js';

/** A job that is wanted: at most one a task, as the outbox of the ledger. */
export interface WantedJob {
  readonly generation: number;
  readonly dueAt: Date;
  readonly relayed: boolean;
}

/** What a plan asked for, with the practice and the content items that it was made from. */
export interface PlanInForce {
  readonly practice: Practice;
  readonly duties: readonly DigestedDuty[];
  readonly warnings: readonly string[];
}

/** A decision as the ledger holds it: versions, tasks (oldest first), wanted jobs. */
export class DecisionBook {
  readonly versions: Decision[] = [];
  tasks: readonly TrackedTask[] = [];
  readonly wanted = new Map<TaskId, WantedJob>();
  cancelled = false;
  plan: PlanInForce | undefined;
  /** The newest change of the case manager. */
  change: EarlierChange | undefined;
  /** Series that go on in the system of the case manager before. */
  leftBehind: ReadonlySet<string> = new Set();

  constructor(
    readonly team: string,
    readonly decisionId: string,
    private readonly onSaved: (book: DecisionBook, before: TrackedTask, last: Transition) => void,
  ) {}

  get newest(): Decision | undefined {
    return this.versions.at(-1);
  }

  taskOf(id: TaskId): TrackedTask | undefined {
    return this.tasks.find((task) => task.id === id);
  }

  placeOf(id: TaskId): number {
    return this.tasks.findIndex((task) => task.id === id);
  }

  /** The series over all decisions of the world. */
  seriesName(task: Parameters<typeof seriesOf>[0]): string {
    return `${this.decisionId}:${seriesOf(task)}`;
  }

  add(tasks: readonly { readonly task: TrackedTask; readonly wakeAt?: Date }[]): void {
    this.tasks = [...this.tasks, ...tasks.map(({ task }) => task)];
    for (const { task, wakeAt } of tasks) {
      if (wakeAt !== undefined) this.want(task.id, task.generation, wakeAt);
    }
  }

  /** As libs/ledger/src/save-changes.ts: the last state of each task counts, and one job is wanted, or none. */
  save(transitions: readonly Transition[]): void {
    const last = new Map(transitions.map((transition) => [transition.task.id, transition]));
    if (last.size === 0) return;
    const before = this.tasks;
    this.tasks = before.map((task) => {
      const transition = last.get(task.id);
      if (transition === undefined) return task;
      const generation = transition.task.generation + (transition.wakeAt === undefined ? 0 : 1);
      return { ...transition.task, generation };
    });
    for (const { task, wakeAt } of last.values()) {
      if (wakeAt === undefined) this.wanted.delete(task.id);
      else this.want(task.id, task.generation + 1, wakeAt);
    }
    for (const task of before) {
      const transition = last.get(task.id);
      if (transition !== undefined) this.onSaved(this, task, transition);
    }
  }

  private want(id: TaskId, generation: number, dueAt: Date): void {
    this.wanted.set(id, { generation, dueAt, relayed: false });
  }
}
