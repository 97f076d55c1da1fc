// FLUSHALL with many open tasks: how long until every queue holds every job again? The endpoints are paused, so that
// what is in the queues can be counted, and no worker takes part of the machine.
import { setTimeout as pause } from 'node:timers/promises';
import { median, rounded, scaled, tell } from '../system/figures.mjs';
import { withSystem } from '../system/system.mjs';
import { cloneDecision } from '../system/clone-decision.mjs';

const PATTERN = 'kuittaus:*:wait';
const TASKS = 100_000;
const LIMIT_MS = 300_000;

async function pauseAll(system) {
  const headers = { authorization: `Bearer ${system.about.tokens.sysadmin}` };
  const { items } = await (await fetch(`${system.about.gateway}/v1/systems`, { headers })).json();
  for (const { endpoint } of items) await system.act('pause', endpoint);
}

/** @returns how many jobs lie in the queues */
const queued = (redis) =>
  redis.keys(PATTERN).then(async (queues) => {
    const lengths = await Promise.all(queues.map((queue) => redis.llen(queue)));
    return lengths.reduce((sum, length) => sum + length, 0);
  });

async function untilQueued(redis, count) {
  const begun = performance.now();
  for (;;) {
    const now = await queued(redis);
    if (now >= count) return (performance.now() - begun) / 1000;
    if (performance.now() - begun > LIMIT_MS) throw new Error(`only ${now} of ${count} jobs are queued`);
    await pause(50);
  }
}

await withSystem((system) =>
  system.withRedis(async (redis) => {
    await pauseAll(system);
    await system.sender.send('template');
    const jobs = await cloneDecision(system, 'template', scaled(TASKS, 1_000));
    const filledS = await untilQueued(redis, jobs);
    const rebuilt = [];
    for (let round = 0; round < 3; round++) {
      await redis.flushall();
      rebuilt.push(rounded(await untilQueued(redis, jobs), 1));
    }
    const [{ bytes }] = await system.query('select pg_database_size(current_database())::float8 as bytes');
    tell({
      jobs,
      firstFilledS: rounded(filledS, 1),
      rebuiltS: median(rebuilt),
      all: rebuilt,
      jobsPerS: Math.round(jobs / median(rebuilt)),
      ledgerMb: Math.round(bytes / 1e6),
      redisMb: Math.round(Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]) / 1e6),
      aim: 'rebuiltS < 60',
      // The aim is one for so many: a shorter run says nothing of it.
      ...(jobs < TASKS ? {} : { held: median(rebuilt) < 60 }),
    });
  }),
);
