import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { TcpProxy } from '../../../test/chaos/system/tcp-proxy.js';
import { testRedisUrl } from '../../../test/setup/database.js';
import { QUEUE_PREFIX } from './attempt-queues.js';
import { AttemptQueues, EndpointWorker, QueueUnavailable } from './index.js';
import type { AttemptJob } from './index.js';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function openQueues(url = testRedisUrl()): AttemptQueues {
  const queues = new AttemptQueues(url, () => undefined);
  closing.push(() => {
    queues.close();
  });
  return queues;
}

function startWorker(endpoint: string, run: (job: AttemptJob) => Promise<void>, url = testRedisUrl()) {
  const faults: string[] = [];
  const worker = new EndpointWorker({
    redisUrl: url,
    endpoint,
    concurrency: 4,
    deadlineMs: 1_000,
    run,
    onFault: (code) => faults.push(code),
  });
  closing.push(() => worker.close());
  return faults;
}

async function until(holds: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error('it never came to hold');
    await delay(10);
  }
}

/** Longer than a worker believes in a connection that says nothing, and shorter than a watchdog waits. */
const LONGEST_SILENCE_MS = 45_000;

const wanted = (endpoint: string, generation = 1, taskId: string = randomUUID()) => ({
  taskId,
  endpoint,
  generation,
});

describe('the run of Redis that the queues were put into', () => {
  const KEY = `${QUEUE_PREFIX}:epoch`;

  it('is marked, and known again until Redis is emptied or started anew', async () => {
    const queues = openQueues();
    const redis = new Redis(testRedisUrl());
    closing.push(() => {
      redis.disconnect();
    });
    await queues.whenConnected();
    await queues.markEpoch();
    expect(await queues.hasEpoch()).toBe(true);
    expect(await redis.info('server')).toContain(`run_id:${(await redis.get(KEY)) ?? 'none'}`);

    await redis.set(KEY, 'a-run-that-is-over');
    expect(await queues.hasEpoch()).toBe(false);
    await redis.del(KEY);
    expect(await queues.hasEpoch()).toBe(false);
    await queues.markEpoch();
    expect(await queues.hasEpoch()).toBe(true);
  });
});

describe('queues', () => {
  it('bring each job to the worker of its endpoint', async () => {
    const [here, there] = [randomUUID(), randomUUID()];
    const seen: AttemptJob[] = [];
    startWorker(here, (job) => {
      seen.push(job);
      return Promise.resolve();
    });
    const queues = openQueues();
    await queues.whenConnected();
    const [mine, other] = [wanted(here, 7), wanted(there)];
    await queues.enqueue([mine, other]);
    await until(() => seen.length > 0);
    expect(seen).toEqual([{ taskId: mine.taskId, generation: 7 }]);
  });

  it('hold the same job once, however often it is added, and again when it is done', async () => {
    const endpoint = randomUUID();
    const job = wanted(endpoint);
    const queues = openQueues();
    await queues.whenConnected();
    for (let times = 0; times < 3; times++) await queues.enqueue([job]);
    const seen: AttemptJob[] = [];
    startWorker(endpoint, (taken) => {
      seen.push(taken);
      return Promise.resolve();
    });
    await until(() => seen.length === 1);
    // It is done once it is out of its queue, a moment after it was run.
    const inspected = new Queue(endpoint, { connection: { url: testRedisUrl() }, prefix: QUEUE_PREFIX });
    closing.push(() => inspected.close());
    await until(async () => (await inspected.getActiveCount()) === 0);
    await queues.enqueue([job]);
    await until(() => seen.length === 2);
  });

  it('leave alone what is no job of ours', async () => {
    const endpoint = randomUUID();
    const faults = startWorker(endpoint, () => Promise.resolve());
    const byHand = new Queue(endpoint, { connection: { url: testRedisUrl() }, prefix: QUEUE_PREFIX });
    closing.push(() => byHand.close());
    await byHand.add('whatever', { hello: 'world' });
    await until(() => faults.includes('foreign-job'));
  });

  it('keep nothing of what a run throws', async () => {
    const endpoint = randomUUID();
    const faults = startWorker(endpoint, () => Promise.reject(new Error('SECRET-IN-ERROR')));
    const queues = openQueues();
    await queues.whenConnected();
    await queues.enqueue([wanted(endpoint)]);
    await until(() => faults.includes('run-failed'));
    const inspected = new Queue(endpoint, { connection: { url: testRedisUrl() }, prefix: QUEUE_PREFIX });
    closing.push(() => inspected.close());
    expect(await inspected.getJobs(['failed', 'completed'])).toEqual([]);
  });

  it('say that Redis is away instead of waiting for it', async () => {
    const queues = openQueues('redis://127.0.0.1:1');
    await expect(queues.enqueue([wanted('anywhere')])).rejects.toThrow(QueueUnavailable);
  });

  it('come back by themselves when their connections died without a word', async () => {
    const endpoint = randomUUID();
    const redis = new URL(testRedisUrl());
    const link = await TcpProxy.start('redis', Number(redis.port));
    closing.push(() => link.close());
    redis.port = String(link.port);
    const queues = openQueues(redis.toString());
    await queues.whenConnected();
    const seen: AttemptJob[] = [];
    startWorker(
      endpoint,
      (job) => {
        seen.push(job);
        return Promise.resolve();
      },
      redis.toString(),
    );
    await queues.enqueue([wanted(endpoint)]);
    await until(() => seen.length === 1);
    // What is open stays open and carries nothing any more; new connections are as usual.
    link.set({ kind: 'half-open' });
    link.set({ kind: 'pass' });
    const job = wanted(endpoint);
    const enqueued = (): Promise<boolean> =>
      queues.enqueue([job]).then(
        () => true,
        () => false,
      );
    await until(enqueued, LONGEST_SILENCE_MS);
    await until(() => seen.length === 2, LONGEST_SILENCE_MS);
  }, 120_000);
});
