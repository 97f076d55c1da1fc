import { faultPoint } from '#observability';
import { Worker } from 'bullmq';
import type { Job, RateLimiterOptions } from 'bullmq';
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
  /** Jobs taken in a second by all workers of the endpoint together; absent: as many as come. */
  readonly ratePerSecond?: number;
  /** Total time of one attempt, ms; the job's lock is held for three times that (R10). */
  readonly deadlineMs: number;
  /** Runs one job. It settles everything in the ledger; what it throws is only counted. */
  readonly run: (job: AttemptJob) => Promise<void>;
  /** A stable code for each fault of the queue or a run; what was thrown may hold anything, and is for the logger only. */
  readonly onFault: (code: 'redis' | 'foreign-job' | 'run-failed', error?: unknown) => void;
}

/** How much a worker takes: nothing, one job at a time, or as many as it may. */
export type Pace = 'held' | 'single' | 'full';

const CLOSE_GRACE_MS = 3_000;
const SHORTEST_LOCK_MS = 3_000;
/** A job that a worker took and died with waits for the end of its lock, and then up to this long. */
const STALLED_CHECK_MS = 3_000;

/** The consumers' side: takes the jobs of one endpoint. */
export class EndpointWorker {
  private readonly worker: Worker;
  private readonly connection: Redis;
  private taken = 0;

  /** @param pace what it takes until it is told otherwise */
  constructor(
    private readonly options: EndpointWorkerOptions,
    pace: Pace = 'full',
  ) {
    const { redisUrl, endpoint, concurrency, deadlineMs, onFault } = options;
    this.connection = openWorkerConnection(redisUrl);
    this.connection.on('error', (error) => {
      onFault('redis', error);
    });
    this.worker = new Worker(endpoint, (job) => this.process(job), {
      connection: this.connection,
      prefix: QUEUE_PREFIX,
      concurrency,
      ...limiterOf(options),
      lockDuration: Math.max(SHORTEST_LOCK_MS, 3 * deadlineMs),
      stalledInterval: STALLED_CHECK_MS,
      // A job whose worker died is handed on however often that happens: when to give up, the ledger decides (B2).
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      autorun: pace !== 'held',
    });
    this.worker.on('error', (error) => {
      onFault('redis', error);
    });
  }

  /** How many jobs it has taken so far. */
  get jobsTaken(): number {
    return this.taken;
  }

  /**
   * A worker that is held may still be handed one job for which it was waiting already: whoever runs it has to put
   * it back.
   */
  async setPace(pace: Pace): Promise<void> {
    this.worker.concurrency = pace === 'single' ? 1 : this.options.concurrency;
    const isHeld = this.worker.isPaused() || !this.worker.isRunning();
    if (pace === 'held' && !isHeld) await this.worker.pause(true);
    if (pace !== 'held' && isHeld) await this.worker.resume();
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
    this.taken += 1;
    try {
      faultPoint('job.taken');
      await this.options.run(parsed);
      faultPoint('job.run');
    } catch (error) {
      // Redis would keep the text and stack of what is thrown here with the job (R47).
      this.options.onFault('run-failed', error);
    }
  }
}

/** Redis counts for all replicas: a rate is that of the endpoint, whatever the number of its workers. */
function limiterOf({ ratePerSecond }: EndpointWorkerOptions): { limiter?: RateLimiterOptions } {
  if (ratePerSecond === undefined) return {};
  const max = Math.max(1, Math.floor(ratePerSecond));
  return { limiter: { max, duration: Math.round((max * 1_000) / ratePerSecond) } };
}
