import { Redis } from 'ioredis';
import { QUEUE_PREFIX } from './attempt-queues.js';

const TIMEOUT_MS = 2_000;

/** What Redis tells of its memory. */
export interface RedisMemory {
  /** What it does when it is full (`noeviction`, `allkeys-lru`, ...); undefined when it does not tell. */
  readonly evictionPolicy: string | undefined;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly limitBytes: number;
}

/**
 * Asks Redis over a connection of its own, made for this: one that is stuck tells nothing of Redis itself.
 * @returns undefined when Redis does not answer
 */
export async function askRedisMemory(redisUrl: string): Promise<RedisMemory | undefined> {
  const memory = await ask(redisUrl, (redis) => redis.info('memory'));
  if (memory === undefined) return undefined;
  const told = new Map(
    [...memory.matchAll(/^(\w+):(\S+)/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  return {
    evictionPolicy: told.get('maxmemory_policy'),
    usedBytes: Number(told.get('used_memory') ?? 0),
    limitBytes: Number(told.get('maxmemory') ?? 0),
  };
}

/**
 * @returns what it does when its memory is full (`noeviction`, `allkeys-lru`, ...); undefined when Redis does not
 *   answer, or does not tell
 */
export const askEvictionPolicy = async (redisUrl: string): Promise<string | undefined> =>
  (await askRedisMemory(redisUrl))?.evictionPolicy;

/**
 * @returns whether the endpoint's queue holds a job, taken by somebody or not; false when Redis does not answer. A job
 *   that Redis lost is the reconciler's to bring back: no worker can take it.
 */
export async function holdsJobs(redisUrl: string, endpoint: string): Promise<boolean> {
  const counts = await ask(redisUrl, (redis) =>
    Promise.all(['wait', 'active'].map((list) => redis.llen(`${QUEUE_PREFIX}:${endpoint}:${list}`))),
  );
  return counts?.some((count) => count > 0) === true;
}

export const doesRedisAnswer = async (redisUrl: string): Promise<boolean> =>
  (await ask(redisUrl, (redis) => redis.ping())) === 'PONG';

async function ask<T>(redisUrl: string, question: (redis: Redis) => Promise<T>): Promise<T | undefined> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Whoever asked hears of it by the answer that is missing.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
