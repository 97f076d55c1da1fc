import type { ReceiptFacts } from '#domain';
import type { Database } from './database.js';
import { TASK_COLUMNS, taskOf } from './task-rows.js';

/**
 * What the completeness receipt tells of a decision; no client data. To be read on one picture: version and tasks
 * change together.
 */
export async function findReceiptFacts(
  db: Database,
  team: string,
  decisionId: string,
): Promise<ReceiptFacts | undefined> {
  const row = await db
    .selectFrom('decision as d')
    .innerJoin('decision_version as v', (join) =>
      join.onRef('v.decision', '=', 'd.id').onRef('v.version', '=', 'd.version'),
    )
    .select(['d.id', 'd.team', 'd.decision_id', 'd.version', 'v.practice_version'])
    .where('d.team', '=', team)
    .where('d.decision_id', '=', decisionId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const tasks = await db
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where('decision', '=', row.id)
    .orderBy('ordinal')
    .execute();
  return {
    team: row.team,
    decisionId: row.decision_id,
    version: row.version,
    practiceVersion: row.practice_version,
    tasks: tasks.map(taskOf),
  };
}
