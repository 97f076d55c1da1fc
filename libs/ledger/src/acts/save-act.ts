import type { TaskId, Transition } from '#domain';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { ClientKeyMissing } from '../client-vault.js';
import type { ClientVault } from '../client-vault.js';
import type { LockedDecision } from '../locked-decision.js';
import type { ActDetails, ActKind } from './act-details.js';

/** An act of a person on a task, judged, with all that follows from it. */
export interface PersonsAct {
  readonly taskId: TaskId;
  readonly kind: ActKind;
  readonly person: ActingPerson;
  readonly details: ActDetails;
  readonly transitions: readonly Transition[];
  /** Keyed digest of the address of whom the task is handed to; null: the recorder again. */
  readonly handedToIndex?: Buffer | null;
  /** The acknowledgement may be taken back for a while by this very person. */
  readonly isAcknowledgement?: boolean;
  /** The first of two who want the task closed. */
  readonly isClosingWish?: boolean;
}

export interface ActingPerson {
  /** Keyed digest. */
  readonly index: Buffer;
  /** In what capacity. */
  readonly role: string;
  /** A participant's id, or the capacity again. */
  readonly by: string;
}

/** Who acted, as the audit log has it. */
export const actorOf = ({ role, index }: ActingPerson): string => `${role}:${index.toString('hex')}`;

/** Saves what was said, the task's changes and their audit entries: all of it, or nothing. */
export async function saveAct(decision: LockedDecision, vault: ClientVault, act: PersonsAct): Promise<void> {
  const { clientKey, tx, now } = decision;
  if (clientKey === undefined) throw new ClientKeyMissing();
  const id = uuid();
  const { taskId, kind, person, details } = act;
  await tx
    .insertInto('task_act')
    .values({
      id,
      task: taskId,
      kind,
      at: now,
      person: person.index,
      role: person.role,
      details: vault.sealAct(clientKey, id, details),
    })
    .execute();
  await decision.save({
    actor: actorOf(person),
    transitions: act.transitions,
    act: { id, role: person.role, by: person.by },
  });
  await markTask(decision, act);
}

/** What the next act is judged on; every act ends the acknowledgement and the wish before it. */
async function markTask({ tx, now }: LockedDecision, act: PersonsAct): Promise<void> {
  const { taskId, person, handedToIndex, isAcknowledgement = false, isClosingWish = false } = act;
  await tx
    .updateTable('task')
    .set({
      acknowledged_by: isAcknowledgement ? person.index : null,
      acknowledged_at: isAcknowledgement ? now : null,
      closing_wished_by: isClosingWish ? person.index : null,
      closing_wished_at: isClosingWish ? now : null,
      closing_revision: isClosingWish ? sql<number>`revision` : null,
      ...(handedToIndex === undefined ? {} : { handed_to_index: handedToIndex }),
    })
    .where('id', '=', taskId)
    .execute();
}

/**
 * Notes that somebody was given the text of a record. It goes with the transaction that reads it: no entry, no
 * text (ground rule 11).
 */
export async function noteContentRead(
  decision: LockedDecision,
  taskId: TaskId,
  person: ActingPerson,
): Promise<void> {
  const task = decision.tasks.find(({ id }) => id === taskId);
  await decision.tx
    .insertInto('audit_entry')
    .values({
      at: decision.now,
      kind: 'content.read',
      actor: actorOf(person),
      decision: decision.id,
      version: task?.version ?? decision.version,
      task: taskId,
      attempt: null,
      facts: JSON.stringify({
        role: person.role,
        by: person.by,
        system: task?.system,
        record: task?.record,
        operation: task?.operation,
        state: task?.state,
      }),
    })
    .execute();
}

/** @returns what was said with the newest acknowledgement of the task; undefined when there is none */
export async function readAcknowledgement(
  { tx, clientKey }: LockedDecision,
  vault: ClientVault,
  taskId: TaskId,
): Promise<ActDetails | undefined> {
  const row = await tx
    .selectFrom('task_act')
    .select(['id', 'details'])
    .where('task', '=', taskId)
    .where('kind', '=', 'acknowledgement')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const details = row?.details ?? undefined;
  if (row === undefined || details === undefined || clientKey === undefined) return undefined;
  return vault.openAct(clientKey, row.id, details);
}
