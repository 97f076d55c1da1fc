import { Redis } from 'ioredis';

const TIMEOUT_MS = 2_000;

/**
 * Asks Redis over a connection of its own, made for this: one that is stuck tells nothing of Redis itself.
 * @returns what it does when its memory is full (`noeviction`, `allkeys-lru`, ...); undefined when Redis does not
 *   answer, or does not tell
 */
export async function askEvictionPolicy(redisUrl: string): Promise<string | undefined> {
  const memory = await ask(redisUrl, (redis) => redis.info('memory'));
  return memory === undefined ? undefined : /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
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
