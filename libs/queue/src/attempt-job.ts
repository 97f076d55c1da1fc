import type { WantedJob } from '#ledger';

/**
 * The one kind of job (R1): "see what the task needs, and do it". It holds ids only; the truth is loaded
 * from the ledger, so a job that is old, doubled or made by hand can do no harm.
 */
export const ATTEMPT_RUN = 'attempt.run';

/**
 * How a job's data is written; its number is in the data, and a job without one is of format 0. While an upgrade goes
 * on, processes of two versions share the queues: a format keeps all fields of the one before it, and a worker takes
 * what is one newer than its own. It drops anything newer still: the outbox keeps what is not begun.
 */
export const ATTEMPT_JOB_FORMAT = 1;

export interface AttemptJob {
  readonly taskId: string;
  readonly generation: number;
}

/** Derived, so that adding the same job again is no second job. BullMQ allows no colon in it. */
export const attemptJobId = ({ taskId, generation }: Pick<WantedJob, 'taskId' | 'generation'>): string =>
  `${taskId}-${String(generation)}`;

/** @returns the job's data as it goes into its queue */
export const attemptJobData = ({ taskId, generation }: AttemptJob) => ({
  format: ATTEMPT_JOB_FORMAT,
  taskId,
  generation,
});

const TASK_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns undefined for anything that is no job of ours: whoever put it there, it is left alone */
export function parseAttemptJob(data: unknown): AttemptJob | undefined {
  if (typeof data !== 'object' || data === null || !('taskId' in data) || !('generation' in data)) {
    return undefined;
  }
  const { taskId, generation } = data;
  if (!isReadable('format' in data ? data.format : 0)) return undefined;
  if (typeof taskId !== 'string' || !TASK_ID.test(taskId)) return undefined;
  if (typeof generation !== 'number' || !Number.isSafeInteger(generation) || generation < 0) return undefined;
  return { taskId, generation };
}

const isReadable = (format: unknown): boolean =>
  typeof format === 'number' &&
  Number.isSafeInteger(format) &&
  format >= 0 &&
  format <= ATTEMPT_JOB_FORMAT + 1;
