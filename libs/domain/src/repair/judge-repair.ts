import { retryNow } from '../acts/retry-now.js';
import type { ActRefusal, ActSetting } from '../acts/act-result.js';
import { blockingOf } from '../task-state/blocking.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import { CONSENT_REASONS } from '../words.js';
import type { ConsentReason, Reason, TaskState } from '../words.js';

/** What trying a task again would do: the first two do something, the others leave the task as it is. */
export const REPAIR_VERDICTS = [
  'would-write',
  /** It may be in its system, which is looked at before anything is written. */
  'would-ask-first',
  'paused',
  'not-installed',
  /** For an earlier record, or an older version of its series. */
  'waits',
  /** An attempt or its look-up is under way, and comes to its end by itself. */
  'in-flight',
  'by-hand',
  'confirmed',
  'attested',
  'superseded',
  'consent-ended',
  /** Any other end that is not a record. */
  'cancelled',
] as const;
export type RepairVerdict = (typeof REPAIR_VERDICTS)[number];

/** Verdicts of tasks that a plan tries again; what is paused now may be resumed by then. */
export const RUNNABLE_VERDICTS = ['would-write', 'would-ask-first', 'paused'] as const;

export interface RepairSetting extends ActSetting {
  /** Why consent forbids the write now, if it does. */
  readonly consent: ConsentReason | undefined;
  /** An administrator stopped the task's endpoint. */
  readonly isPaused: boolean;
}

export interface RepairJudgement {
  readonly verdict: RepairVerdict;
  /** What is to be saved; empty where the task is left as it is. */
  readonly transitions: readonly Transition[];
}

/** The dry run of a repair, and its judge under the lock: the act itself, `retryNow`, is asked what it would do. */
export function judgeRepair(task: TrackedTask, setting: RepairSetting): RepairJudgement {
  const result = retryNow(task, setting);
  if (result.kind === 'refused') return left(verdictOfRefusal(result.code, task));
  const next = result.transitions.findLast((transition) => transition.task.id === task.id)?.task ?? task;
  const verdict = verdictOfNext(next, setting);
  const doesSomething = verdict === 'would-write' || verdict === 'would-ask-first';
  return doesSomething ? { verdict, transitions: result.transitions } : left(verdict);
}

const left = (verdict: RepairVerdict): RepairJudgement => ({ verdict, transitions: [] });

function verdictOfRefusal(code: ActRefusal, task: TrackedTask): RepairVerdict {
  if (code === 'task-waiting') return 'waits';
  if (code === 'task-by-hand') return 'by-hand';
  return code === 'task-final' ? verdictOfEnd(task) : 'in-flight';
}

function verdictOfEnd({ state, reason }: Pick<TrackedTask, 'state' | 'reason'>): RepairVerdict {
  if (state === 'confirmed' || state === 'attested' || state === 'superseded') return state;
  return isOfConsent(reason) ? 'consent-ended' : 'cancelled';
}

/** @param next the task after the act */
function verdictOfNext(next: TrackedTask, setting: RepairSetting): RepairVerdict {
  if (STOPS.includes(next.state)) return 'waits';
  if (ENDS.includes(next.state)) return verdictOfEnd(next);
  if (next.state === 'unknown') return unlessHeld(next, setting, 'would-ask-first');
  const tasks = setting.tasks.map((other) => (other.id === next.id ? next : other));
  const blocking = blockingOf(next, tasks);
  if (blocking.kind === 'waits') return 'waits';
  if (blocking.kind === 'ends') return isOfConsent(blocking.reason) ? 'consent-ended' : 'cancelled';
  if (setting.consent !== undefined) return 'consent-ended';
  return unlessHeld(next, setting, 'would-write');
}

/** The act frees nothing: an earlier record, or an unclear older version, still stands before it. */
const STOPS: readonly TaskState[] = ['waiting', 'needs-attention'];
const ENDS: readonly TaskState[] = ['withheld', 'cancelled', 'superseded'];

function unlessHeld(
  { endpoint }: TrackedTask,
  { isPaused, isInstalled }: RepairSetting,
  verdict: RepairVerdict,
): RepairVerdict {
  if (!isInstalled(endpoint)) return 'not-installed';
  return isPaused ? 'paused' : verdict;
}

const isOfConsent = (reason: Reason | undefined): boolean =>
  (CONSENT_REASONS as readonly (Reason | undefined)[]).includes(reason);
