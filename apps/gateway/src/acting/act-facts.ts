import type { ActSetting, TrackedTask } from '#domain';
import type { ActingPerson, LockedDecision, TaskAccess } from '#ledger';
import type { ActingOptions } from './acting-options.js';
import type { ActFacts } from './judge-act.js';

/** A task under its decision's lock, and who would act on it. */
export interface ActingSituation {
  readonly task: TrackedTask;
  readonly access: TaskAccess;
  readonly person: ActingPerson;
}

/** What an act of the person on the task is judged on, as it stands under the lock. */
export async function actFactsOf(
  decision: LockedDecision,
  { task, access, person }: ActingSituation,
  { consentGate, undoWindowMs }: Pick<ActingOptions, 'consentGate' | 'undoWindowMs'>,
): Promise<ActFacts> {
  const newest = await decision.readNewest();
  return {
    person,
    access,
    recorder: await decision.readParticipant(task, task.recorder),
    consent: newest === undefined ? undefined : consentGate(task, newest, decision.now),
    undoWindowMs,
  };
}

/** The tasks round it, which an act may change as well. */
export const actSettingOf = (
  decision: LockedDecision,
  { nextAttemptAt }: Pick<TaskAccess, 'nextAttemptAt'>,
  { isInstalled }: Pick<ActingOptions, 'isInstalled'>,
): ActSetting => ({
  ...decision,
  isInstalled,
  ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
});
