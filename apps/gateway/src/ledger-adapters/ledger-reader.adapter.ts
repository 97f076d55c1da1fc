import type { Endpoint } from '#configuration';
import { isFinal } from '#domain';
import type { TaskState, TrackedTask } from '#domain';
import type { AttemptRecord, Ledger, TaskRecord, TaskScope } from '#ledger';
import type { Principal } from '#security';
import { callerDigests, standingsOf } from '../access/standing.js';
import { entityTag } from '../reading/entity-tag.js';
import type {
  AttemptView,
  Completeness,
  DecisionStatus,
  DecisionView,
  FoundTask,
  LedgerReader,
  TaskListPage,
  TaskQuery,
  TaskWithAttempts,
} from '../reading/ledger-reader.js';
import { taskView } from '../reading/task-view.js';
import { systemViews } from '../systems/system-view.js';
import type { SystemView } from '../systems/system-view.js';

const PAGE_SIZE = 50;

/** The reading routes' view of the ledger, in the contract's shapes. */
export class LedgerReaderAdapter implements LedgerReader {
  constructor(
    private readonly ledger: Ledger,
    private readonly endpoints: readonly Endpoint[],
  ) {}

  async findDecision(team: string, decisionId: string): Promise<DecisionView | undefined> {
    const decision = await this.ledger.findDecision(team, decisionId);
    if (decision === undefined) return undefined;
    const { version, tasks, warnings, cancelled, erasedAt } = decision;
    return {
      team,
      decisionId,
      version,
      status: statusOf(tasks, cancelled),
      tasks: tasks.map(taskView),
      completeness: completenessOf(tasks),
      warnings,
      history: decision.history.map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry })),
      ...(erasedAt === undefined ? {} : { erasedAt: erasedAt.toISOString() }),
    };
  }

  async findTask(id: string, caller: Principal): Promise<FoundTask | undefined> {
    const found = await this.ledger.findTask(id);
    if (found === undefined || standingsOf(caller, found, this.ledger.index).length === 0) return undefined;
    return { task: taskWithAttempts(found), entityTag: entityTag(found.task.id, found.revision) };
  }

  async listTasks(caller: Principal, { after, ...filter }: TaskQuery): Promise<TaskListPage> {
    const { roles } = caller;
    const { address, organisation } = callerDigests(caller, this.ledger.index);
    const scope: TaskScope =
      roles.has('sysadmin') || roles.has('auditor')
        ? 'all'
        : {
            ...(address === undefined ? {} : { person: address }),
            ...(organisation === undefined ? {} : { organisation }),
          };
    const { tasks, next } = await this.ledger.listTasks(scope, filter, { after, limit: PAGE_SIZE });
    return { items: tasks.map(taskView), ...(next === undefined ? {} : { next }) };
  }

  listSystems(): Promise<readonly SystemView[]> {
    return systemViews(this.ledger, this.endpoints);
  }
}

/** `contract/README.md`, Reading and acting. */
export function statusOf(tasks: readonly Pick<TrackedTask, 'state'>[], cancelled: boolean): DecisionStatus {
  if (tasks.some(({ state }) => state === 'needs-attention')) return 'needs-attention';
  if (tasks.some(({ state }) => !isFinal(state))) return 'open';
  if (cancelled) return 'cancelled';
  return tasks.length === 0 ? 'nothing-to-record' : 'completed';
}

export function completenessOf(tasks: readonly Pick<TrackedTask, 'state'>[]): Completeness {
  const count = (state: TaskState): number => tasks.filter((task) => task.state === state).length;
  return {
    total: tasks.length,
    confirmed: count('confirmed'),
    attested: count('attested'),
    withheld: count('withheld'),
    cancelled: count('cancelled'),
    superseded: count('superseded'),
    open: tasks.filter(({ state }) => !isFinal(state)).length,
  };
}

const taskWithAttempts = ({ task, attempts, closingWish }: TaskRecord): TaskWithAttempts => ({
  ...taskView(task),
  attemptLog: attempts.map(attemptView),
  ...(closingWish === undefined ? {} : { closingWishedAt: closingWish.at.toISOString() }),
});

function attemptView(attempt: AttemptRecord): AttemptView {
  const { number, kind, begunAt, endedAt, outcome, code, visibleFrom } = attempt;
  return {
    number,
    kind,
    begunAt: begunAt.toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(code === undefined ? {} : { code }),
    ...(visibleFrom === undefined ? {} : { visibleFrom: visibleFrom.toISOString() }),
  };
}
