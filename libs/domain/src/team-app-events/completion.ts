import type { Task } from '../task.js';
import { isFinal } from '../words.js';

/** How a decision ended. */
export interface Completion {
  readonly status: 'completed' | 'cancelled';
  /** How many tasks of all versions ended in each state; `total` is their sum. */
  readonly completeness: {
    readonly total: number;
    readonly confirmed: number;
    readonly attested: number;
    readonly withheld: number;
    readonly cancelled: number;
    readonly superseded: number;
  };
}

/** Whether a decision's completion is to be told. */
export type CompletionVerdict =
  /** There is a task that has not ended, or none at all. */
  | { readonly kind: 'not-complete' }
  /** An acknowledgement may still be taken back, until then. */
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'complete'; readonly completion: Completion };

export interface CompletionFacts {
  /** Of all versions. */
  readonly tasks: readonly Pick<Task, 'state' | 'evidence'>[];
  readonly cancelled: boolean;
  /** For so long a person may take an acknowledgement back. */
  readonly undoWindowMs: number;
  readonly now: Date;
}

/** Judges by the state alone, so that it can be asked at any time, and again (`contract/README.md`, undo). */
export function judgeCompletion({ tasks, cancelled, undoWindowMs, now }: CompletionFacts): CompletionVerdict {
  if (tasks.length === 0 || tasks.some(({ state }) => !isFinal(state))) return { kind: 'not-complete' };
  const until = Math.max(
    ...tasks.map(({ state, evidence }) =>
      state === 'attested' && evidence !== undefined ? Date.parse(evidence.at) + undoWindowMs : 0,
    ),
  );
  if (until >= now.getTime()) return { kind: 'wait', until: new Date(until + 1) };
  const count = (wanted: Task['state']): number => tasks.filter(({ state }) => state === wanted).length;
  return {
    kind: 'complete',
    completion: {
      status: cancelled ? 'cancelled' : 'completed',
      completeness: {
        total: tasks.length,
        confirmed: count('confirmed'),
        attested: count('attested'),
        withheld: count('withheld'),
        cancelled: count('cancelled'),
        superseded: count('superseded'),
      },
    },
  };
}
