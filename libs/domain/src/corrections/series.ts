import { seriesOf } from '../task.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { isFinal } from '../words.js';
import type { ConsentReason, Reason } from '../words.js';
import { CONSENT_REASONS } from '../words.js';

/** What a decision's tasks say about one record series; all of it derived from the tasks. */
export interface Series {
  readonly key: string;
  /** Oldest first. */
  readonly tasks: readonly TrackedTask[];
  /** The newest task that did not end withheld, cancelled or superseded. */
  readonly newest: TrackedTask | undefined;
  /** The newest task of all. */
  readonly last: TrackedTask | undefined;
  /**
   * The newest task that wrote, or may have written: from its first byte until a nullify of the series is done.
   * Present exactly while the series is *written* (`contract/README.md`, Corrections).
   */
  readonly written: TrackedTask | undefined;
}

/** @param tasks all tasks of the decision, oldest first */
export function seriesByKey(tasks: readonly TrackedTask[]): Map<string, Series> {
  const grouped = new Map<string, TrackedTask[]>();
  for (const task of tasks) {
    const key = seriesOf(task);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [task]);
    else group.push(task);
  }
  return new Map([...grouped].map(([key, group]) => [key, describe(key, group)]));
}

function describe(key: string, tasks: readonly TrackedTask[]): Series {
  return {
    key,
    tasks,
    newest: tasks.findLast(hasNotEndedEmpty),
    last: tasks.at(-1),
    written: newestWritten(tasks),
  };
}

const hasNotEndedEmpty = ({ state }: TrackedTask): boolean =>
  state !== 'withheld' && state !== 'cancelled' && state !== 'superseded';

function newestWritten(tasks: readonly TrackedTask[]): TrackedTask | undefined {
  const nullified = tasks.findLastIndex(
    (task) => task.operation === 'nullify' && (task.state === 'confirmed' || task.state === 'attested'),
  );
  return tasks.slice(nullified + 1).findLast((task) => task.operation !== 'nullify' && hasWritten(task));
}

/**
 * @param tasks all tasks of the decision, oldest first
 * @returns the task that wrote what the series holds when this one's turn comes; undefined when nothing is written
 */
export function writtenBefore(task: TrackedTask, tasks: readonly TrackedTask[]): TrackedTask | undefined {
  const place = tasks.findIndex((other) => other.id === task.id);
  return seriesByKey(tasks.slice(0, place)).get(seriesOf(task))?.written;
}

/** Its write may be in the system, or a person says that it is. */
export const hasWritten = (task: TrackedTask): boolean =>
  (task.sent && !isSaidUnrecorded(task)) || task.state === 'attested';

/** A person who looked says that it is not there and cannot be: that is surer than any lost answer. */
const isSaidUnrecorded = ({ state, reason }: TrackedTask): boolean =>
  state === 'needs-attention' && reason === 'person-cannot-record';

/** Open, and surely nothing of it is in the system: it can still be taken back. */
export const isOpenUnsent = (task: TrackedTask): boolean => !isFinal(task.state) && !hasWritten(task);

/** A person has to find out whether it is in the system. */
export const isUnclear = (task: TrackedTask): boolean => task.state === 'needs-attention' && hasWritten(task);

export const isOpenNullify = ({ operation, state }: TrackedTask): boolean =>
  operation === 'nullify' && !isFinal(state);

/** Withheld, or cancelled for consent, which counts as withheld for that reason. */
export function consentReasonOf(task: TrackedTask | undefined): ConsentReason | undefined {
  if (task?.state !== 'withheld' && task?.state !== 'cancelled') return undefined;
  return isConsentReason(task.reason) ? task.reason : undefined;
}

const isConsentReason = (reason: Reason | undefined): reason is ConsentReason =>
  reason !== undefined && (CONSENT_REASONS as readonly Reason[]).includes(reason);
