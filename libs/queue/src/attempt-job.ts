import type { WantedJob } from '#ledger';

/**
 * The one kind of job (R1): "see what the task needs, and do it". It holds ids only; the truth is loaded
 * from the ledger, so a job that is old, doubled or made by hand can do no harm.
 */
export const ATTEMPT_RUN = 'attempt.run';

export interface AttemptJob {
  readonly taskId: string;
  readonly generation: number;
}

/** Derived, so that adding the same job again is no second job. BullMQ allows no colon in it. */
export const attemptJobId = ({ taskId, generation }: Pick<WantedJob, 'taskId' | 'generation'>): string =>
  `${taskId}-${String(generation)}`;

const TASK_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns undefined for anything that is no job of ours: whoever put it there, it is left alone */
export function parseAttemptJob(data: unknown): AttemptJob | undefined {
  if (typeof data !== 'object' || data === null || !('taskId' in data) || !('generation' in data)) {
    return undefined;
  }
  const { taskId, generation } = data;
  if (typeof taskId !== 'string' || !TASK_ID.test(taskId)) return undefined;
  if (typeof generation !== 'number' || !Number.isSafeInteger(generation) || generation < 0) return undefined;
  return { taskId, generation };
}
