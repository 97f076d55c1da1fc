import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { IsInstalled } from '../task-state/release-waiting.js';

/** Why an act on a task is refused: stable codes, which the gateway answers with. */
export const ACT_REFUSALS = [
  'task-final',
  'task-in-flight',
  'task-waiting',
  'task-by-hand',
  'task-not-by-hand',
  'always-by-hand',
  'no-right',
  'recorded-by-hand',
  'may-be-recorded',
  'not-acknowledged',
  'undo-window-over',
  'not-the-same-person',
  'newer-version-follows',
  'second-person-needed',
] as const;
export type ActRefusal = (typeof ACT_REFUSALS)[number];

/** What an act does: transitions in the order in which they happen, or why it does nothing. */
export type ActResult =
  | { readonly kind: 'done'; readonly transitions: readonly Transition[] }
  | { readonly kind: 'refused'; readonly code: ActRefusal };

/** What every act is judged on. */
export interface ActSetting {
  readonly now: Date;
  /** All tasks of the decision, oldest first. */
  readonly tasks: readonly TrackedTask[];
  /** The decision is cancelled. */
  readonly cancelled: boolean;
  readonly isInstalled: IsInstalled;
  /** When the task's next attempt is due, if one is: an act that leaves it alone must not lose it. */
  readonly nextAttemptAt?: Date;
}

export const refused = (code: ActRefusal): ActResult => ({ kind: 'refused', code });

export const done = (...transitions: readonly Transition[]): ActResult => ({ kind: 'done', transitions });
