import type { Decision, Participant, PlannedChanges, TrackedTask } from '#domain';
import { addTasks } from '#ledger';
import type { ClientKey, IncomingEvent, Ledger, LedgerTransaction, LockedDecision, NewTask } from '#ledger';
import type { DigestedDuty } from './digested-duty.js';
import { draftTask } from './draft-task.js';
import { withFirstSteps } from './first-steps.js';
import type { PlanningSetting } from './planning-setting.js';

/** An event that is being taken, in its transaction. */
export interface Taking {
  readonly tx: LedgerTransaction;
  readonly ledger: Ledger;
  readonly event: IncomingEvent;
  readonly setting: PlanningSetting;
}

/** The decision whose tasks an event changes. */
export interface ChangedDecision {
  readonly row: string;
  readonly clientKey: ClientKey;
  /** The newest version. */
  readonly newest: Decision;
  /** As it was, under its lock; absent for a first version. */
  readonly before: LockedDecision | undefined;
  /** RFC 3339; deadlines run from here. */
  readonly countedFrom: string;
  /** A new case manager, who need not be a participant. */
  readonly newcomer?: Participant;
}

/** Adds and changes tasks as planned, with their wanted jobs and audit entries. */
export async function applyChanges(
  taking: Taking,
  decision: ChangedDecision,
  { additions, transitions }: PlannedChanges<DigestedDuty>,
): Promise<void> {
  const { tx, ledger, event, setting } = taking;
  const { row, clientKey, newest, before, countedFrom } = decision;
  const tasks = before?.tasks ?? [];
  const { team, decisionId, version } = newest;
  const source = {
    ...{ team, decisionId, version, countedFrom, setting },
    personOf: (id: string) => personOf(id, decision),
    contentOf: (task: TrackedTask) => contentOf(task, before),
  };
  const drafts: NewTask[] = [];
  // One after the other: contents are read over the one connection of the transaction.
  for (const addition of additions) drafts.push(await draftTask(addition, source));
  const changes = withFirstSteps(tasks, transitions, drafts, setting);
  const actor = `sender:${event.sender}`;
  await addTasks(
    tx,
    ledger.vault,
    {
      decisionRow: row,
      event: event.id,
      clientKey,
      actor,
      at: event.takenAt,
      firstOrdinal: tasks.length,
    },
    changes.added,
  );
  if (changes.transitions.length > 0) await before?.save({ actor, transitions: changes.transitions });
}

/** Listed now, or when the person last had a task: whoever recorded need not be a participant any more. */
async function personOf(
  id: string,
  { newest, before, newcomer }: ChangedDecision,
): Promise<Participant | undefined> {
  if (newcomer?.id === id) return newcomer;
  const listed = newest.participants.find((participant) => participant.id === id);
  if (listed !== undefined) return listed;
  const task = before?.tasks.findLast(({ recorder }) => recorder === id);
  return task === undefined ? undefined : before?.readParticipant(task, id);
}

/** The ledger lacks the content of a task that wrote: its client was erased, so nothing can be planned for it. */
class ContentGone extends Error {
  readonly code = 'content-gone';
}

async function contentOf(task: TrackedTask, before: LockedDecision | undefined) {
  const content = await before?.readContent(task.id);
  if (content === undefined) throw new ContentGone();
  return content;
}
