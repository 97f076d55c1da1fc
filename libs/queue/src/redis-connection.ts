import { Redis } from 'ioredis';

/** The library's own back-off goes to 20 s, which is what makes recovery slow (reliability.md, section 3). */
const RECONNECT_CAP_MS = 2_000;
const CONNECT_TIMEOUT_MS = 3_000;
const KEEP_ALIVE_MS = 10_000;
/**
 * What gives no answer for so long is a dead connection, which nobody told us of: another one is made. For a worker
 * longer than its longest blocking command, 10 s.
 */
const PRODUCER_SILENCE_MS = 10_000;
const WORKER_SILENCE_MS = 20_000;

/** For producers: fails at once while Redis is away, since the outbox keeps the job (R13). */
export function openProducerConnection(redisUrl: string): Redis {
  return new Redis(redisUrl, {
    ...sharedOptions(),
    socketTimeout: PRODUCER_SILENCE_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 2_000,
  });
}

/** For workers: waits for Redis for ever, and comes back soon after it does. */
export function openWorkerConnection(redisUrl: string): Redis {
  return new Redis(redisUrl, {
    ...sharedOptions(),
    socketTimeout: WORKER_SILENCE_MS,
    maxRetriesPerRequest: null,
  });
}

function sharedOptions() {
  return {
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: (times: number) =>
      Math.round(Math.min(RECONNECT_CAP_MS, 50 * 2 ** Math.min(times, 6)) * (0.5 + Math.random() / 2)),
  };
}
