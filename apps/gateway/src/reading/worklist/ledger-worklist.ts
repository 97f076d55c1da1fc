import { isTransient } from '#ledger';
import type { WorklistCounts, WorklistReach } from '#ledger';
import type { Principal } from '#security';
import { callerDigests } from '../../access/standing.js';
import type { ActingOptions } from '../../acting/acting-options.js';
import { Problem } from '../../http/problem.js';
import { taskView } from '../task-view.js';
import { describeTask } from './describe-task.js';
import type { Worklist, WorklistOwner, WorklistPage, WorklistQuery, WorklistTask } from './worklist.js';

const PAGE_SIZE = 50;
/** When the ledger is busy or away. */
const RETRY_S = 5;

/** The worklist over the ledger. */
export class LedgerWorklist implements Worklist {
  constructor(private readonly options: Omit<ActingOptions, 'log'>) {}

  async list(caller: Principal, { owner, after, ...filter }: WorklistQuery): Promise<WorklistPage> {
    const { ledger } = this.options;
    const page = { after, limit: PAGE_SIZE };
    const { tasks, next } = await ledger.listWorklist(this.reachOf(caller, owner), filter, page);
    return { items: tasks.map(taskView), ...(next === undefined ? {} : { next }) };
  }

  counts(caller: Principal): Promise<WorklistCounts> {
    return this.options.ledger.countWorklist(this.reachOf(caller));
  }

  async find(taskId: string, caller: Principal): Promise<WorklistTask | undefined> {
    try {
      // The lock: what is shown as possible is judged on one consistent picture, as the act itself is.
      return await this.options.ledger.withDecision({ taskId }, (decision) =>
        describeTask(decision, { taskId, caller }, this.options),
      );
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
      throw new Problem('not-now', { retryAfterSeconds: RETRY_S });
    }
  }

  private reachOf(caller: Principal, owner?: WorklistOwner): WorklistReach {
    const { address, organisation } = callerDigests(caller, this.options.ledger.index);
    return {
      ...(address === undefined || owner === 'organisation' ? {} : { person: address }),
      ...(organisation === undefined || owner === 'own' ? {} : { organisation }),
    };
  }
}
