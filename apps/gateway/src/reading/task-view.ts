import type { Task } from '#domain';

/** A recording task as the contract shows it (`contract/README.md`, Task). Times are RFC 3339. */
export type TaskView = Pick<
  Task,
  | 'id'
  | 'team'
  | 'decisionId'
  | 'version'
  | 'system'
  | 'endpoint'
  | 'record'
  | 'operation'
  | 'channel'
  | 'recorder'
  | 'onBehalfOf'
  | 'after'
  | 'visibleToClient'
  | 'state'
  | 'reason'
  | 'attempts'
  | 'rule'
  | 'evidence'
> & { readonly dueAt: string };

/** @returns exactly the contract's fields; what the task does not have is left out */
export function taskView(task: Task): TaskView {
  const { id, team, decisionId, version, system, endpoint, record, operation, channel } = task;
  const { recorder, onBehalfOf, after, visibleToClient, state, reason, dueAt, attempts, rule, evidence } =
    task;
  return {
    id,
    team,
    decisionId,
    version,
    system,
    endpoint,
    record,
    operation,
    channel,
    recorder,
    onBehalfOf,
    after,
    visibleToClient,
    state,
    ...(reason !== undefined && { reason }),
    dueAt: dueAt.toISOString(),
    attempts,
    rule,
    ...(evidence !== undefined && { evidence }),
  };
}
