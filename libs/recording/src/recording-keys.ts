import { createHash } from 'node:crypto';
import { seriesOf } from '#domain';
import type { TrackedTask } from '#domain';

/**
 * Our key of a record series in a record system (ground rule 5): derived, so that every attempt and every later
 * version finds the same record. A record that was nullified is over: what comes after it is a new one.
 * @param tasks all tasks of the decision, oldest first
 * @returns 32 hexadecimal digits that tell nothing of the decision
 */
export function seriesKeyOf(task: TrackedTask, tasks: readonly TrackedTask[]): string {
  const life = String(seriesBefore(task, tasks).filter(isNullified).length);
  return digest(['series', task.team, task.decisionId, seriesOf(task), life]);
}

/** Our key of one version of the record: a task never serves two. */
export const versionKeyOf = (task: TrackedTask): string => digest(['version', task.id]);

/** The newest version of the series that is known to be in the system: what is replaced or nullified. */
export function previousOf(task: TrackedTask, tasks: readonly TrackedTask[]): TrackedTask | undefined {
  return seriesBefore(task, tasks).findLast((older) => older.state === 'confirmed');
}

function seriesBefore(task: TrackedTask, tasks: readonly TrackedTask[]): TrackedTask[] {
  const place = tasks.findIndex((other) => other.id === task.id);
  return tasks.slice(0, place).filter((older) => seriesOf(older) === seriesOf(task));
}

const isNullified = (task: TrackedTask): boolean =>
  task.operation === 'nullify' && (task.state === 'confirmed' || task.state === 'attested');

const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
