import type { Endpoint } from '#configuration';
import type {
  AttemptRate,
  EndpointState,
  EndpointTaskCount,
  Ledger,
  RepairFilter,
  TaskCourse,
} from '#ledger';
import { taskView } from '../../reading/task-view.js';
import { systemViews } from '../../systems/system-view.js';
import type { SystemView } from '../../systems/system-view.js';
import type { EndpointOverview, FoundTasks, OperationsReader, SpanRate } from './operations-reader.js';

const HOUR = { spans: 12, spanMs: 5 * 60_000 };
/** More is not looked through by anybody; a plan takes them all the same. */
const MOST_SHOWN = 100;

/** The administrators' view of the ledger. */
export class LedgerOperationsReader implements OperationsReader {
  constructor(
    private readonly ledger: Pick<Ledger, 'endpoints' | 'endpointBacklogs' | 'operations' | 'repairs'>,
    private readonly configured: readonly Endpoint[],
  ) {}

  async endpoints(): Promise<readonly EndpointOverview[]> {
    const { ledger } = this;
    const views = await systemViews(ledger, this.configured);
    const [{ states }, counts, rates] = await Promise.all([
      ledger.endpoints.read(views.map(({ endpoint }) => endpoint)),
      ledger.operations.countTasks(),
      ledger.operations.attemptRates(HOUR),
    ]);
    return views.map((view) => overviewOf(view, { states, counts, rates }));
  }

  async findTasks(filter: RepairFilter): Promise<FoundTasks> {
    const tasks = await this.ledger.repairs.listTasks(filter, MOST_SHOWN + 1);
    return { tasks: tasks.slice(0, MOST_SHOWN).map(taskView), isMore: tasks.length > MOST_SHOWN };
  }

  taskCourse(id: string): Promise<TaskCourse | undefined> {
    return this.ledger.operations.taskCourse(id);
  }
}

function overviewOf(
  view: SystemView,
  {
    states,
    counts,
    rates,
  }: {
    readonly states: readonly EndpointState[];
    readonly counts: readonly EndpointTaskCount[];
    readonly rates: readonly AttemptRate[];
  },
): EndpointOverview {
  const own = <T extends { readonly endpoint: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ endpoint }) => endpoint === view.endpoint);
  const breaker = own(states)[0]?.breaker;
  return {
    ...view,
    ...(view.breaker === 'open' && breaker?.phase === 'open' ? { probeAt: breaker.until.toISOString() } : {}),
    counts: Object.fromEntries(own(counts).map(({ state, count }) => [state, count])),
    lastHour: spansOf(own(rates)),
  };
}

function spansOf(rates: readonly AttemptRate[]): SpanRate[] {
  return Array.from({ length: HOUR.spans }, (_, place) => {
    const rate = rates.find(({ spansAgo }) => spansAgo === HOUR.spans - 1 - place);
    return { succeeded: rate?.succeeded ?? 0, failed: rate?.failed ?? 0 };
  });
}
