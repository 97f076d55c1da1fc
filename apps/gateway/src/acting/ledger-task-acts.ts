import type { TextLanguage } from '#console-texts';
import { isTransient } from '#ledger';
import type { LockedDecision } from '#ledger';
import type { Principal } from '#security';
import { Problem } from '../http/problem.js';
import { actOnTask } from './act-on-task.js';
import type { ActingOptions } from './acting-options.js';
import { readContent } from './read-content.js';
import type { ActedTask, ActRequest, ContentView, TaskActs } from './task-acts.js';

/** When the ledger is busy or away. */
const RETRY_WHEN_NOT_STORED_S = 5;

/** The acts and readings of persons, each one transaction under its decision's lock. */
export class LedgerTaskActs implements TaskActs {
  constructor(private readonly options: ActingOptions) {}

  async act(
    taskId: string,
    request: ActRequest,
    caller: Principal,
    entityTags: readonly string[],
  ): Promise<ActedTask> {
    const acted = await this.locked(taskId, (decision) =>
      actOnTask(decision, { taskId, request, caller, entityTags }, this.options),
    );
    const { system, endpoint, record, operation, state } = acted.task;
    this.options.log.info('task.acted', {
      taskId,
      code: request.kind,
      system,
      endpoint,
      record,
      operation,
      state,
    });
    return acted;
  }

  async readContent(taskId: string, caller: Principal, language: TextLanguage): Promise<ContentView> {
    const content = await this.locked(taskId, (decision) =>
      readContent(decision, { taskId, caller, language }, this.options),
    );
    if (content instanceof Problem) throw content;
    return content;
  }

  /** @throws Problem for a task that nobody knows, or while the ledger does not answer */
  private async locked<T>(taskId: string, work: (decision: LockedDecision) => Promise<T>): Promise<T> {
    try {
      const result = await this.options.ledger.withDecision({ taskId }, work);
      if (result === undefined) throw new Problem('not-found');
      return result;
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
      throw new Problem('not-now', { retryAfterSeconds: RETRY_WHEN_NOT_STORED_S });
    }
  }
}
