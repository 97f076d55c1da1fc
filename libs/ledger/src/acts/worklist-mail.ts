import type { TaskId } from '#domain';
import { sql } from 'kysely';
import type { ClientVault } from '../client-vault.js';
import type { Database } from '../database.js';
import { withDecision } from '../locked-decision.js';
import type { LockedDecision } from '../locked-decision.js';

/** A person with tasks that wait for them, and no mail about it today. */
export interface WaitingPerson {
  /** Keyed digest of the address. */
  readonly person: Buffer;
  readonly waiting: number;
  /** Of them, with a deadline that is near. */
  readonly dueSoon: number;
  /** Of them, past their deadline. */
  readonly overdue: number;
  /** One of the tasks: the address stands in its decision. */
  readonly taskId: TaskId;
}

export interface MailDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly now: Date;
  /** Deadlines until then are near. */
  readonly soonUntil: Date;
}

/** @returns who has tasks that wait, and was not told today; those without an address are their deputies' */
export async function findWaitingPeople(
  db: Database,
  { day, now, soonUntil }: MailDay,
  limit: number,
): Promise<WaitingPerson[]> {
  const { rows } = await sql<WaitingPerson>`
    select w.person, count(*)::int as waiting,
      count(*) filter (where w.due_at >= ${now} and w.due_at <= ${soonUntil})::int as "dueSoon",
      count(*) filter (where w.due_at < ${now})::int as overdue,
      (array_agg(w.id order by w.due_at))[1] as "taskId"
    from (
      select coalesce(handed_to_index, recorder_index) as person, id, due_at
      from task where state = 'awaiting-person'
    ) w
    where w.person is not null
      and not exists (select from mail_sent m where m.person = w.person and m.day = ${day}::date)
    group by w.person
    order by w.person
    limit ${limit}
  `.execute(db);
  return rows;
}

/** @returns whether the mail of that day is the caller's to send: only one gets to */
export async function claimMail(db: Database, person: Buffer, { day, now }: MailDay): Promise<boolean> {
  const result = await db
    .insertInto('mail_sent')
    .values({ person, day, sent_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n) === 1;
}

/** The mail could not be sent, and may be tried again. */
export async function releaseMailClaim(db: Database, person: Buffer, { day }: MailDay): Promise<void> {
  await db.deleteFrom('mail_sent').where('person', '=', person).where('day', '=', day).execute();
}

/** @returns the address of the person who has the task, from where it is encrypted */
export async function readAddress(
  db: Database,
  vault: ClientVault,
  taskId: TaskId,
): Promise<string | undefined> {
  return withDecision(db, vault, { taskId }, async (decision) => {
    const task = decision.tasks.find(({ id }) => id === taskId);
    if (task === undefined) return undefined;
    const handedTo = await lastHandedTo(decision, vault, taskId);
    if (handedTo !== undefined) return handedTo;
    return (await decision.readParticipant(task, task.recorder))?.email?.toLowerCase();
  });
}

async function lastHandedTo(
  { tx, clientKey }: LockedDecision,
  vault: ClientVault,
  taskId: TaskId,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('task_act as a')
    .innerJoin('task as t', 't.id', 'a.task')
    .select(['a.id', 'a.details'])
    .where('a.task', '=', taskId)
    .where('a.kind', '=', 'hand-over')
    .where('t.handed_to_index', 'is not', null)
    .orderBy('a.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const details = row?.details ?? undefined;
  return row === undefined || details === undefined || clientKey === undefined
    ? undefined
    : vault.openAct(clientKey, row.id, details).to;
}
