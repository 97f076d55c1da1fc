import type { Decision, Participant, TaskId, TrackedTask } from '#domain';
import type { TakenCaseManagerChange } from './case-manager-changes.js';

/** Where people stand, of a decision that is locked. */
interface Sources {
  readonly readDecision: (version: number) => Promise<Decision | undefined>;
  readonly readCaseManagerChanges: (task: TaskId) => Promise<TakenCaseManagerChange[]>;
}

/**
 * Finds the person whom a task names. A new case manager need not be one of the decision's participants, and a
 * nullify names whoever recorded: that person may have left since, and then stands in an older version.
 */
export async function findParticipant(
  task: TrackedTask,
  id: string,
  { readDecision, readCaseManagerChanges }: Sources,
): Promise<Participant | undefined> {
  const changes = task.record === 'case-manager' ? await readCaseManagerChanges(task.id) : [];
  const changed = changes.filter(({ person }) => person.id === id);
  const own = changed.find(({ addedTask }) => addedTask);
  if (own !== undefined) return own.person;
  for (let version = task.version; version >= 1; version -= 1) {
    const listed = listedIn(await readDecision(version), id);
    if (listed !== undefined) return listed;
  }
  return changed[0]?.person;
}

const listedIn = (decision: Decision | undefined, id: string): Participant | undefined =>
  decision?.participants.find((participant) => participant.id === id);
