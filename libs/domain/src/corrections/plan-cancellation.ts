import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import { unclearOf } from './change-series.js';
import type { Nullify } from './change-series.js';
import { cancel } from './ends.js';
import { nullifyOrder, recordName } from './nullify-order.js';
import { isOpenNullify, isOpenUnsent, seriesByKey } from './series.js';

export interface CancellationSetting {
  readonly now: Date;
  /** The endpoint is written by the system of its predecessor, and only confirmed. */
  readonly isCopied: (endpoint: string) => boolean;
}

export interface PlannedCancellation {
  readonly additions: readonly Nullify[];
  readonly transitions: readonly Transition[];
}

/**
 * Takes a decision back (`contract/README.md`, Cancellation): each written series gets a nullify unless one is open
 * already, and what was not sent is not sent any more. A write whose end is not known is found out first.
 * @param tasks all tasks of the decision, oldest first
 */
export function planCancellation(
  tasks: readonly TrackedTask[],
  { now, isCopied }: CancellationSetting,
): PlannedCancellation {
  const written = [...seriesByKey(tasks).values()].filter((series) => series.written !== undefined);
  const toNullify = written.filter((series) => !series.tasks.some(isOpenNullify));
  const order = nullifyOrder(
    written.flatMap((series) => series.written ?? []),
    isCopied,
  );
  return {
    additions: toNullify.flatMap(({ written: task }): Nullify[] =>
      task === undefined
        ? []
        : [{ operation: 'nullify', written: task, after: order.get(recordName(task)) ?? [] }],
    ),
    transitions: [
      ...tasks
        .filter((task) => isOpenUnsent(task) && task.operation !== 'nullify')
        .map((task) => cancel(task, 'decision-cancelled')),
      ...toNullify.flatMap((series) => unclearOf(series, now)),
    ],
  };
}
