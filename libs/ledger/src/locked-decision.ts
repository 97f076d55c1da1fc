import type { Decision, Participant, RecordContent, TaskId, TrackedTask } from '#domain';
import { sql } from 'kysely';
import type { ClientKey, ClientVault } from './client-vault.js';
import type { Database, LedgerTransaction } from './database.js';
import { readCaseManagerChanges } from './later-events/case-manager-changes.js';
import type { TakenCaseManagerChange } from './later-events/case-manager-changes.js';
import { readNewestVersion } from './later-events/newest-version.js';
import type { NewestVersion } from './later-events/newest-version.js';
import { findParticipant } from './later-events/find-participant.js';
import { saveChanges } from './save-changes.js';
import type { Changes } from './save-changes.js';
import { TASK_COLUMNS, taskOf } from './task-rows.js';

/** Which decision to lock: by its name, or by a task of it. */
export type DecisionHandle =
  { readonly team: string; readonly decisionId: string } | { readonly taskId: string };

/**
 * A decision under its row lock. Every change of a decision's tasks is made under it, one at a time: order,
 * predecessors, corrections and consent are then judged on one consistent picture.
 */
export interface LockedDecision {
  readonly id: string;
  readonly team: string;
  readonly decisionId: string;
  /** The newest version taken. */
  readonly version: number;
  readonly cancelled: boolean;
  /** The database's clock: leases and order never depend on a worker's own (R21). */
  readonly now: Date;
  /** Oldest first. */
  readonly tasks: readonly TrackedTask[];
  /** Absent for an anonymous consultation, and for a client who was erased. */
  readonly clientKey: ClientKey | undefined;
  /** Its texts are gone: its client was erased, or they were kept long enough. */
  readonly erased: boolean;
  readonly tx: LedgerTransaction;
  /** @returns the version's content as it was sent; absent for an anonymous consultation, and once it was erased */
  readDecision(version: number): Promise<Decision | undefined>;
  /** @returns the newest version with the withdrawals of its consent, as they stand under this lock */
  readNewest(): Promise<NewestVersion | undefined>;
  /** @returns the changes of the case manager, newest first; the decision's own is in its versions */
  readCaseManagerChanges(task?: TaskId): Promise<TakenCaseManagerChange[]>;
  /** @returns the person whom a task names, who need not be in the task's version any more, or at all */
  readParticipant(task: TrackedTask, id: string): Promise<Participant | undefined>;
  readContent(taskId: TaskId): Promise<RecordContent | undefined>;
  /** @returns ids of the task's attempts that have not ended */
  readOpenAttempts(taskId: TaskId): Promise<string[]>;
  save(changes: Changes): Promise<void>;
}

/**
 * Runs work on a locked decision, in one transaction; what the work throws undoes all of it.
 * @returns undefined when there is no such decision
 */
export async function withDecision<T>(
  db: Database,
  vault: ClientVault,
  handle: DecisionHandle,
  work: (decision: LockedDecision) => Promise<T>,
): Promise<T | undefined> {
  return db.transaction().execute(async (tx) => {
    const decision = await lockDecision(tx, vault, handle);
    return decision === undefined ? undefined : work(decision);
  });
}

/** Locks the decision's row, then reads its tasks: what was changed before the lock was ours is seen. */
export async function lockDecision(
  tx: LedgerTransaction,
  vault: ClientVault,
  handle: DecisionHandle,
): Promise<LockedDecision | undefined> {
  const row = await selectForUpdate(tx, handle);
  if (row === undefined) return undefined;
  const tasks = await tx
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where('decision', '=', row.id)
    .orderBy('ordinal')
    .execute();
  const clientKey = keyIn(vault, row);
  const versions = new Map<number, Promise<Decision | undefined>>();
  // A version never changes: it is opened once.
  const readOnce = (version: number): Promise<Decision | undefined> => {
    const known = versions.get(version) ?? readDecision(tx, vault, { decision: row.id, version }, clientKey);
    versions.set(version, known);
    return known;
  };
  const readChanges = (task?: TaskId): Promise<TakenCaseManagerChange[]> =>
    readCaseManagerChanges(tx, vault, { decisionRow: row.id, clientKey }, task);
  return {
    id: row.id,
    team: row.team,
    decisionId: row.decision_id,
    version: row.version,
    cancelled: row.cancelled_at !== null,
    now: row.now,
    tasks: tasks.map(taskOf),
    clientKey,
    erased: row.erased_at !== null,
    tx,
    readDecision: readOnce,
    readNewest: async () => readNewestVersion(tx, row.team, clientKey?.id, await readOnce(row.version)),
    readCaseManagerChanges: readChanges,
    readParticipant: (task, id) =>
      findParticipant(task, id, { readDecision: readOnce, readCaseManagerChanges: readChanges }),
    readContent: (taskId) => readContent(tx, vault, taskId, clientKey),
    readOpenAttempts: (taskId) => readOpenAttempts(tx, taskId),
    save: (changes) => saveChanges(tx, { id: row.id, version: row.version, now: row.now }, changes),
  };
}

function keyIn(
  vault: ClientVault,
  { client_key: id, wrapped_key, key_encryption_key_version }: NonNullable<LockedRow>,
): ClientKey | undefined {
  if (id === null) return undefined;
  if (wrapped_key === null || key_encryption_key_version === null) {
    vault.forget(id);
    return undefined;
  }
  return vault.open({ id, wrapped_key, key_encryption_key_version });
}

type LockedRow = Awaited<ReturnType<typeof selectForUpdate>>;

async function selectForUpdate(tx: LedgerTransaction, handle: DecisionHandle) {
  return tx
    .selectFrom('decision')
    .leftJoin('client_key', 'client_key.id', 'decision.client_key')
    .select([
      'decision.id',
      'decision.team',
      'decision.decision_id',
      'decision.version',
      'decision.cancelled_at',
      'decision.erased_at',
      'decision.client_key',
      'client_key.wrapped_key',
      'client_key.key_encryption_key_version',
      sql<Date>`clock_timestamp()`.as('now'),
    ])
    .where((eb) =>
      'taskId' in handle
        ? eb(
            'decision.id',
            '=',
            eb.selectFrom('task').select('decision').where('id', '=', asTaskId(handle.taskId)),
          )
        : eb.and({ 'decision.team': handle.team, 'decision.decision_id': handle.decisionId }),
    )
    .forUpdate('decision')
    .executeTakeFirst();
}

/** A job's or a path's id, compared with the column only: any text may be asked for. */
const asTaskId = (id: string): TaskId => id as TaskId;

async function readDecision(
  tx: LedgerTransaction,
  vault: ClientVault,
  { decision, version }: { readonly decision: string; readonly version: number },
  key: ClientKey | undefined,
): Promise<Decision | undefined> {
  const row = await tx
    .selectFrom('decision_version')
    .select('body')
    .where('decision', '=', decision)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined || row.body === null || key === undefined) return undefined;
  return vault.openDecision(key, decisionVersionRow(decision, version), row.body);
}

async function readContent(
  tx: LedgerTransaction,
  vault: ClientVault,
  taskId: TaskId,
  key: ClientKey | undefined,
): Promise<RecordContent | undefined> {
  const row = await tx.selectFrom('task').select('content').where('id', '=', taskId).executeTakeFirst();
  if (row === undefined || row.content === null || key === undefined) return undefined;
  return vault.openContent(key, taskId, row.content);
}

async function readOpenAttempts(tx: LedgerTransaction, taskId: TaskId): Promise<string[]> {
  const rows = await tx
    .selectFrom('attempt')
    .select('id')
    .where('task', '=', taskId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** The row's name in the associated data of what is encrypted in it. */
export const decisionVersionRow = (decision: string, version: number): string =>
  `${decision}/${String(version)}`;
