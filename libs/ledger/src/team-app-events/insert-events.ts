import { recordingEventOf } from '#domain';
import type { TaskId, TeamAppEventContent, TrackedTask } from '#domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { LedgerTransaction } from '../database.js';

/** The decision that is told of, and when that came about. */
export interface EventScope {
  /** The decision's row. */
  readonly decision: string;
  readonly at: Date;
}

/**
 * The part of a statement that changes or adds tasks by which their team application is told: where it stood inside
 * a transaction of its own, an event could be lost, or tell what never was. A task that stays in its state is told
 * of once: inside the statement `task` is still as it was before.
 */
export function recordingEvents(scope: EventScope, tasks: readonly TrackedTask[]): RawBuilder<unknown> {
  return insertion(
    scope,
    tasks.flatMap((task) => {
      const content = recordingEventOf(task);
      return content === undefined ? [] : [rowOf(content, task)];
    }),
  );
}

/** Adds an event under the decision's lock, which keeps the order. */
export async function insertTeamAppEvent(
  tx: LedgerTransaction,
  scope: EventScope,
  content: TeamAppEventContent,
): Promise<void> {
  await insertion(scope, [rowOf(content)]).execute(tx);
}

function insertion({ decision, at }: EventScope, rows: readonly object[]): RawBuilder<unknown> {
  return sql`
      insert into team_app_event (id, decision, team, decision_id, ordinal, type, version, task, data, state, created_at,
        due_at)
      select n.id, ${decision}, n.team, n.decision_id,
        coalesce((select max(ordinal) from team_app_event where decision = ${decision}), 0)
          + row_number() over (order by n.place),
        n.type, n.version, n.task, n.data, 'pending', ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(rows.map((row, place) => ({ ...row, place })))}) as n(
        place int, id uuid, team text, decision_id text, type text, version int, task uuid, state text, data jsonb)
      left join task t on t.id = n.task
      where n.task is null or t.state is distinct from n.state`;
}

function rowOf({ type, data }: TeamAppEventContent, task?: { readonly id: TaskId; readonly state: string }) {
  return {
    id: uuid(),
    team: data.team,
    decision_id: data.decisionId,
    type,
    version: data.version,
    task: task?.id ?? null,
    state: task?.state ?? null,
    data,
  };
}
