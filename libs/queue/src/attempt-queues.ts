import { once } from 'node:events';
import type { WantedJob } from '#ledger';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { ATTEMPT_RUN, attemptJobData, attemptJobId } from './attempt-job.js';
import { openProducerConnection } from './redis-connection.js';

export const QUEUE_PREFIX = 'kuittaus';

/**
 * Names the run of Redis that our queues were put into. When it is gone, Redis was emptied or replaced; when it names
 * another run, Redis was started anew and may have lost its last second (R20).
 */
const EPOCH_KEY = `${QUEUE_PREFIX}:epoch`;
const REDIS_TIMEOUT_MS = 2_000;

/** Redis did not answer in time. The job stays in the outbox. */
export class QueueUnavailable extends Error {
  readonly code = 'queue-unavailable';
  constructor() {
    super('Redis does not answer');
    this.name = 'QueueUnavailable';
  }
}

/** A queue as it is, for looking into it; whoever looks adds nothing. */
export type InspectedQueue = Queue;

/** The producers' side: one queue an endpoint, made when first needed. */
export class AttemptQueues {
  private readonly connection: Redis;
  private readonly queues = new Map<string, Queue>();

  /** @param onFault called for each fault of the connection; the caller's work fails by itself */
  constructor(
    redisUrl: string,
    private readonly onFault: () => void,
  ) {
    this.connection = openProducerConnection(redisUrl);
    this.connection.on('error', onFault);
  }

  /** Waits for the first connection, at most for a while: nothing depends on it, but the first rounds go well. */
  async whenConnected(): Promise<void> {
    if (this.connection.status === 'ready') return;
    const limit = AbortSignal.timeout(REDIS_TIMEOUT_MS);
    await once(this.connection, 'ready', { signal: limit }).catch(() => undefined);
  }

  /** @throws QueueUnavailable */
  async enqueue(jobs: readonly WantedJob[]): Promise<void> {
    const byEndpoint = new Map<string, WantedJob[]>();
    for (const job of jobs) {
      const group = byEndpoint.get(job.endpoint);
      if (group === undefined) byEndpoint.set(job.endpoint, [job]);
      else group.push(job);
    }
    await withinLimit(
      Promise.all(
        [...byEndpoint].map(([endpoint, wanted]) => this.queueOf(endpoint).addBulk(wanted.map(toJob))),
      ),
    );
  }

  /** @returns false when Redis has lost the queues since the last {@link markEpoch} */
  async hasEpoch(): Promise<boolean> {
    const [marked, run] = await withinLimit(Promise.all([this.connection.get(EPOCH_KEY), this.runId()]));
    return marked === run;
  }

  async markEpoch(): Promise<void> {
    await withinLimit(this.runId().then((run) => this.connection.set(EPOCH_KEY, run)));
  }

  /** An endpoint's queue itself. */
  inspect(endpoint: string): InspectedQueue {
    return this.queueOf(endpoint);
  }

  /** Ends at once: nothing is kept here that the outbox does not have. */
  close(): void {
    this.connection.disconnect();
  }

  /** Of this run of the server; the same for all where a server does not tell. */
  private async runId(): Promise<string> {
    return /^run_id:(\w+)/m.exec(await this.connection.info('server'))?.[1] ?? 'not-told';
  }

  private queueOf(endpoint: string): Queue {
    const known = this.queues.get(endpoint);
    if (known !== undefined) return known;
    const queue = new Queue(endpoint, {
      connection: this.connection,
      prefix: QUEUE_PREFIX,
      skipWaitingForReady: true,
      // Asked once, when the queue is made: unanswered, it would keep this queue useless for ever after.
      skipVersionCheck: true,
      // Kept finished jobs would make the next add of the same id a silent no-op (B6).
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      streams: { events: { maxLen: 1_000 } },
    });
    queue.on('error', this.onFault);
    this.queues.set(endpoint, queue);
    return queue;
  }
}

const toJob = ({ taskId, generation }: WantedJob) => ({
  name: ATTEMPT_RUN,
  data: attemptJobData({ taskId, generation }),
  opts: { jobId: attemptJobId({ taskId, generation }) },
});

/** A call to Redis may never settle while it is away (B4): it gets a limit of its own. */
async function withinLimit<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new QueueUnavailable());
    }, REDIS_TIMEOUT_MS);
  });
  try {
    return await Promise.race([call, limit]);
  } catch {
    throw new QueueUnavailable();
  } finally {
    clearTimeout(timer);
    // The loser may still fail later; its fault was told already.
    call.catch(() => undefined);
  }
}
