import type { TrackedTask } from '../task-state/tracked-task.js';
import { withoutLease } from '../task-state/ended.js';
import { isFinal } from '../words.js';
import { done, refused } from './act-result.js';
import type { ActResult, ActSetting } from './act-result.js';
import { unhurried, withReleased } from './acted.js';

/** Who already wished to close the task as it stands now. */
export type ClosingWish = 'none' | 'of-the-same-person' | 'of-another-person';

/** Ends a task without its record. Two persons must want it: the first call only says so. */
export function closeUnrecorded(task: TrackedTask, wish: ClosingWish, setting: ActSetting): ActResult {
  if (isFinal(task.state)) return refused('task-final');
  // Its attempt ends within seconds, and then it is known whether there is a record.
  if (task.state === 'recording') return refused('task-in-flight');
  switch (wish) {
    case 'none':
      return done(unhurried(task, 'task.closing-wished', setting));
    case 'of-the-same-person':
      return refused('second-person-needed');
    case 'of-another-person':
      return done(
        ...withReleased(
          {
            task: { ...withoutLease(task), state: 'cancelled', reason: 'closed-unrecorded' },
            event: 'task.cancelled',
          },
          setting,
        ),
      );
  }
}
