import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
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

function startWorker(endpoint: string, run: (job: AttemptJob) => Promise<void>) {
  const faults: string[] = [];
  const worker = new EndpointWorker({
    redisUrl: testRedisUrl(),
    endpoint,
    concurrency: 4,
    deadlineMs: 1_000,
    run,
    onFault: (code) => faults.push(code),
  });
  closing.push(() => worker.close());
  return faults;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error('it never came to hold');
    await delay(10);
  }
}

const wanted = (endpoint: string, generation = 1, taskId: string = randomUUID()) => ({
  taskId,
  endpoint,
  generation,
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
    await until(() => seen.length === 1);
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
});
