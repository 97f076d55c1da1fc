import { Worker } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { parseAttemptJob } from './attempt-job.js';
import type { AttemptJob } from './attempt-job.js';
import { QUEUE_PREFIX } from './attempt-queues.js';
import { openWorkerConnection } from './redis-connection.js';

export interface EndpointWorkerOptions {
  readonly redisUrl: string;
  readonly endpoint: string;
  /** Attempts under way at once, in this process. */
  readonly concurrency: number;
  /** Total time of one attempt, ms; the job's lock is held for three times that (R10). */
  readonly deadlineMs: number;
  /** Runs one job. It settles everything in the ledger; what it throws is only counted. */
  readonly run: (job: AttemptJob) => Promise<void>;
  /** A stable code for each fault of the queue or a run; what was thrown may hold anything, and is for the logger only. */
  readonly onFault: (code: 'redis' | 'foreign-job' | 'run-failed', error?: unknown) => void;
}

const CLOSE_GRACE_MS = 5_000;
const SHORTEST_LOCK_MS = 3_000;
/** A job that a worker took and died with waits for the end of its lock, and then up to this long. */
const STALLED_CHECK_MS = 3_000;

/** The consumers' side: takes the jobs of one endpoint. */
export class EndpointWorker {
  private readonly worker: Worker;
  private readonly connection: Redis;

  constructor(private readonly options: EndpointWorkerOptions) {
    this.connection = openWorkerConnection(options.redisUrl);
    this.connection.on('error', (error) => {
      options.onFault('redis', error);
    });
    this.worker = new Worker(options.endpoint, (job) => this.process(job), {
      connection: this.connection,
      prefix: QUEUE_PREFIX,
      concurrency: options.concurrency,
      lockDuration: Math.max(SHORTEST_LOCK_MS, 3 * options.deadlineMs),
      stalledInterval: STALLED_CHECK_MS,
      // A job whose worker died is handed on however often that happens: when to give up, the ledger decides (B2).
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.worker.on('error', (error) => {
      options.onFault('redis', error);
    });
  }

  /** Takes no more jobs and lets those under way end, up to their deadline (R15). */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.options.deadlineMs + CLOSE_GRACE_MS);
    });
    await Promise.race([this.worker.close(), limit]);
    clearTimeout(timer);
    this.connection.disconnect();
  }

  private async process(job: Job): Promise<void> {
    const parsed = parseAttemptJob(job.data);
    if (parsed === undefined) {
      this.options.onFault('foreign-job');
      return;
    }
    try {
      await this.options.run(parsed);
    } catch (error) {
      // Redis would keep the text and stack of what is thrown here with the job (R47).
      this.options.onFault('run-failed', error);
    }
  }
}
