import type { TaskId } from '#domain';
import type { ActDetails, ActKind } from '../acts/act-details.js';
import type { ClientVault } from '../client-vault.js';
import type { LockedDecision } from '../locked-decision.js';

/** What a person did to a task, and said of it. */
export interface PastAct {
  readonly kind: ActKind;
  readonly at: Date;
  /** In what capacity. */
  readonly role: string;
  /** Absent once its decision's texts were erased. */
  readonly details?: ActDetails;
}

/** @returns what persons did to the task, newest first */
export async function readActs(
  { tx, clientKey }: Pick<LockedDecision, 'tx' | 'clientKey'>,
  vault: ClientVault,
  taskId: TaskId,
): Promise<PastAct[]> {
  const rows = await tx
    .selectFrom('task_act')
    .select(['id', 'kind', 'at', 'role', 'details'])
    .where('task', '=', taskId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, kind, at, role, details }) => ({
    kind,
    at,
    role,
    ...(details === null || clientKey === undefined
      ? {}
      : { details: vault.openAct(clientKey, id, details) }),
  }));
}
