import type { TaskId } from '#domain';
import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';

/** Whose a task is, by keyed digests, and what persons left on it. */
export interface TaskAccess {
  /** Rises with each change: what the entity tag is made of. */
  readonly revision: number;
  /** Of the recorder's address. */
  readonly recorderIndex: Buffer | undefined;
  /** Of the recorder's organisation. */
  readonly recorderOrganisation: Buffer | undefined;
  /** Of the address of the person whom it was handed to. */
  readonly handedToIndex: Buffer | undefined;
  /** The acknowledgement in force, by a person's digest. */
  readonly acknowledged: { readonly by: Buffer; readonly at: Date } | undefined;
  /** Who wants the task closed as it stands now, by a person's digest. */
  readonly closingWish: { readonly by: Buffer; readonly at: Date } | undefined;
  /** When the next attempt is due, if one is. */
  readonly nextAttemptAt: Date | undefined;
  /** Somebody has read the text of the record. */
  readonly isContentRead: boolean;
}

/** Asked under the decision's lock for an act, and without it for reading. */
export async function findTaskAccess(
  db: Database | LedgerTransaction,
  taskId: TaskId,
): Promise<TaskAccess | undefined> {
  const row = await db
    .selectFrom('task as t')
    .leftJoin('outbox as o', 'o.task', 't.id')
    .select([
      't.revision',
      't.recorder_index',
      't.recorder_organisation',
      't.handed_to_index',
      't.acknowledged_by',
      't.acknowledged_at',
      't.closing_wished_by',
      't.closing_wished_at',
      't.closing_revision',
      'o.due_at as next_attempt_at',
      sql<boolean>`exists (select from audit_entry a
        where a.decision = t.decision and a.task = t.id and a.kind = 'content.read')`.as('is_content_read'),
    ])
    .where('t.id', '=', taskId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    revision: row.revision,
    recorderIndex: row.recorder_index ?? undefined,
    recorderOrganisation: row.recorder_organisation ?? undefined,
    handedToIndex: row.handed_to_index ?? undefined,
    acknowledged: saidBy(row.acknowledged_by, row.acknowledged_at),
    closingWish:
      row.closing_revision === row.revision
        ? saidBy(row.closing_wished_by, row.closing_wished_at)
        : undefined,
    nextAttemptAt: row.next_attempt_at ?? undefined,
    isContentRead: row.is_content_read,
  };
}

const saidBy = (by: Buffer | null, at: Date | null): { by: Buffer; at: Date } | undefined =>
  by === null || at === null ? undefined : { by, at };
