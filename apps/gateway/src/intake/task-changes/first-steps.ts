import { releaseWaiting } from '#domain';
import type { TrackedTask, Transition } from '#domain';
import type { NewTask } from '#ledger';
import type { PlanningSetting } from './planning-setting.js';

/** What an event does to a decision's tasks. */
export interface TaskChanges {
  readonly added: readonly NewTask[];
  /** Of tasks that were there before: taken over or ended, and freed by that. */
  readonly transitions: readonly Transition[];
}

/**
 * The new tasks take their first step together with those that were there: each may free another.
 * @param tasks of all versions, oldest first, as they were
 */
export function withFirstSteps(
  tasks: readonly TrackedTask[],
  transitions: readonly Transition[],
  drafts: readonly NewTask[],
  { isInstalled, now }: Pick<PlanningSetting, 'isInstalled' | 'now'>,
): TaskChanges {
  const changed = new Map(transitions.map(({ task }) => [task.id, task]));
  const all = [...tasks.map((task) => changed.get(task.id) ?? task), ...drafts.map(({ task }) => task)];
  const released = releaseWaiting(all, isInstalled, { now });
  const steps = new Map(released.map((transition) => [transition.task.id, transition]));
  const newIds = new Set(drafts.map(({ task }) => task.id));
  return {
    added: drafts.map((newTask) => withFirstStep(newTask, steps.get(newTask.task.id))),
    transitions: [...transitions, ...released.filter(({ task }) => !newIds.has(task.id))],
  };
}

function withFirstStep(newTask: NewTask, step: Transition | undefined): NewTask {
  if (step === undefined) return newTask;
  if (step.wakeAt === undefined) return { ...newTask, task: step.task };
  return { ...newTask, task: { ...step.task, generation: 1 }, wakeAt: step.wakeAt };
}
