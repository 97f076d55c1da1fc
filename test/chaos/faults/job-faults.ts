import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { Fault } from './fault.js';

const PREFIX = 'kuittaus';
const JOB = 'attempt.run';
const TASKS = 10;

/** Puts jobs into an endpoint's queue as somebody with a Redis client could. */
export async function putJobs(system: ChaosSystem, endpoint: string, jobs: readonly object[]): Promise<void> {
  const { port, password } = new URL(system.engines.redis.url);
  const queue = new Queue(endpoint, {
    connection: { host: '127.0.0.1', port: Number(port), password, maxRetriesPerRequest: 1 },
    prefix: PREFIX,
  });
  queue.on('error', () => undefined);
  try {
    for (const job of jobs) {
      await queue.add(JOB, job, {
        jobId: `by-hand-${randomUUID()}`,
        removeOnComplete: true,
        removeOnFail: true,
      });
    }
  } finally {
    await queue.close();
  }
}

export const JOB_FAULTS: readonly Fault[] = [
  {
    name: 'jobs-by-hand',
    weight: 4,
    resource: 'redis',
    choose: ({ random }) => random.pick(['duplicate', 'stale', 'early', 'foreign']),
    run: async ({ system, random }, target) => {
      const tasks = await system.ledger.query<{ id: string; endpoint: string; generation: number }>(
        'select id, endpoint, generation from task order by md5(id::text || $1) limit $2',
        [String(random.next()), TASKS],
      );
      for (const { id, endpoint, generation } of tasks) {
        const forged =
          { duplicate: generation, stale: generation - 1, early: generation + 1, foreign: 0 }[target] ?? 0;
        const taskId = target === 'foreign' ? randomUUID() : id;
        await putJobs(system, endpoint, [{ taskId, generation: Math.max(0, forged) }]).catch(() => undefined);
      }
    },
  },
];
