import { seriesOf } from '../task.js';
import type { Task } from '../task.js';
import { isFinal } from '../words.js';
import type { Reason } from '../words.js';

/** What stands between a task and its write. */
export type Blocking =
  | { readonly kind: 'free' }
  /** An older version of the series, or a predecessor, is not done. */
  | { readonly kind: 'waits' }
  /** A predecessor ended without a record: this task ends withheld with the same reason. */
  | { readonly kind: 'ends'; readonly reason: Reason };

const FREE: Blocking = { kind: 'free' };
const WAITS: Blocking = { kind: 'waits' };

/**
 * Order within a record series, and the practice's predecessors (`contract/README.md`, `after`).
 * @param tasks all tasks of the decision, oldest first
 */
export function blockingOf(task: Task, tasks: readonly Task[]): Blocking {
  if (tasks.some((other) => isOlderOpenOfSeries(other, task, tasks))) return WAITS;
  if (task.operation === 'nullify') return goesAfterOpenNullify(task, tasks) ? WAITS : FREE;
  const blockings = task.after.map((name) => byPredecessor(newestOf(name, task, tasks)));
  const ends = blockings.find((blocking) => blocking.kind === 'ends');
  if (ends !== undefined) return ends;
  return blockings.some((blocking) => blocking.kind === 'waits') ? WAITS : FREE;
}

function isOlderOpenOfSeries(other: Task, task: Task, tasks: readonly Task[]): boolean {
  return (
    other.id !== task.id &&
    !isFinal(other.state) &&
    seriesOf(other) === seriesOf(task) &&
    tasks.indexOf(other) < tasks.findIndex((candidate) => candidate.id === task.id)
  );
}

const nameOf = ({ system, record }: Task): string => `${system}/${record}`;

/** Only what is being taken back too goes before a nullify; that it was never recorded holds up nothing. */
function goesAfterOpenNullify({ id, after }: Task, tasks: readonly Task[]): boolean {
  return tasks.some(
    (other) =>
      other.id !== id &&
      other.operation === 'nullify' &&
      !isFinal(other.state) &&
      after.includes(nameOf(other)),
  );
}

/**
 * A superseded task has handed its duty on, or has none any more, and so has a nullify that found nothing: they are
 * nobody's predecessor.
 */
function newestOf(name: string, task: Task, tasks: readonly Task[]): Task | undefined {
  return tasks.findLast(
    (other) =>
      other.id !== task.id &&
      nameOf(other) === name &&
      other.state !== 'superseded' &&
      other.reason !== 'nothing-to-nullify',
  );
}

function byPredecessor(predecessor: Task | undefined): Blocking {
  switch (predecessor?.state) {
    case undefined:
    case 'superseded':
    case 'confirmed':
    case 'attested':
      return FREE;
    case 'withheld':
    case 'cancelled':
      return predecessor.reason === undefined ? WAITS : { kind: 'ends', reason: predecessor.reason };
    case 'waiting':
    case 'queued':
    case 'recording':
    case 'retrying':
    case 'unknown':
    case 'unconfirmed':
    case 'awaiting-person':
    case 'needs-attention':
      return WAITS;
  }
}
