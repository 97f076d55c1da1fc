import { endIfOvertaken } from '../corrections/overtaken.js';
import { askFirst } from '../task-state/ask-first.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { isFinal } from '../words.js';
import { done, refused } from './act-result.js';
import type { ActRefusal, ActResult, ActSetting } from './act-result.js';
import { isInFlight, placeAnew } from './acted.js';

/** Tries again now. What may be in the system is looked up first, never sent blind (ground rule 4). */
export function retryNow(task: TrackedTask, setting: ActSetting): ActResult {
  const refusal = refusalOf(task);
  if (refusal !== undefined) return refused(refusal);
  if (task.state !== 'needs-attention') {
    const isInstalled = setting.isInstalled(task.endpoint);
    return done({ task, event: 'task.retried', ...(isInstalled ? { wakeAt: setting.now } : {}) });
  }
  const transitions = task.sent
    ? [askFirst(task, 'task.retried', setting)]
    : placeAnew(task, 'task.retried', setting);
  return done(...transitions.map((transition) => endIfOvertaken(transition, setting)));
}

function refusalOf(task: TrackedTask): ActRefusal | undefined {
  if (isFinal(task.state)) return 'task-final';
  if (task.channel === 'manual') return 'task-by-hand';
  if (task.state === 'waiting') return 'task-waiting';
  return isInFlight(task) ? 'task-in-flight' : undefined;
}
