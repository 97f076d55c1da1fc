import type { Participant, TaskId } from '#domain';
import { sql } from 'kysely';
import { ClientKeyMissing } from '../client-vault.js';
import type { ClientKey, ClientVault } from '../client-vault.js';
import type { LedgerTransaction } from '../database.js';

/** A change of the case manager that was taken. */
export interface TakenCaseManagerChange {
  readonly person: Participant;
  /** The decision's newest version when it came: a later one says anew who the case manager is. */
  readonly version: number;
  /** Record series that go on in a system left behind. */
  readonly leftBehind: readonly string[];
  /** The task that was asked for was added by this change. */
  readonly addedTask: boolean;
}

/** @param event row of the event that brought it */
export async function insertCaseManagerChange(
  tx: LedgerTransaction,
  vault: ClientVault,
  change: {
    readonly event: string;
    readonly decisionRow: string;
    readonly clientKey: ClientKey;
    readonly person: Participant;
    readonly leftBehind: readonly string[];
  },
): Promise<void> {
  const { event, decisionRow, clientKey, person, leftBehind } = change;
  await tx
    .insertInto('case_manager_change')
    .values({
      event,
      decision: decisionRow,
      person: vault.sealCaseManager(clientKey, event, person),
      left_behind: [...leftBehind],
    })
    .execute();
}

/** @returns the changes of the decision's case manager, newest first; none once its texts were erased */
export async function readCaseManagerChanges(
  tx: LedgerTransaction,
  vault: ClientVault,
  { decisionRow, clientKey }: { readonly decisionRow: string; readonly clientKey: ClientKey | undefined },
  task?: TaskId,
): Promise<TakenCaseManagerChange[]> {
  const rows = await tx
    .selectFrom('case_manager_change as c')
    .innerJoin('event as e', 'e.id', 'c.event')
    .select(['c.event', 'c.person', 'c.left_behind', 'e.version'])
    .select(
      sql<boolean>`exists (select from task t where t.id = ${task ?? null} and t.event = c.event)`.as(
        'added_task',
      ),
    )
    .where('c.decision', '=', decisionRow)
    .orderBy('c.id', 'desc')
    .execute();
  return rows.flatMap(({ event, person, left_behind, version, added_task }) => {
    if (person === null) return [];
    if (clientKey === undefined) throw new ClientKeyMissing();
    return {
      person: vault.openCaseManager(clientKey, event, person),
      version,
      leftBehind: left_behind,
      addedTask: added_task,
    };
  });
}
