import type { Fault } from './fault.js';

const REDIS = (): string => 'redis';
const POSTGRES = (): string => 'postgres';

export const ENGINE_FAULTS: readonly Fault[] = [
  {
    name: 'redis-kill',
    weight: 3,
    resource: 'redis',
    choose: REDIS,
    run: ({ system, random, pause }) =>
      system.engines.withoutRedis(() => pause(random.pick([100, 500, 2_000, 5_000]))),
  },
  {
    name: 'redis-flushall',
    weight: 3,
    resource: 'redis',
    choose: REDIS,
    run: ({ system }) => system.engines.redis.flushAll(),
  },
  {
    name: 'redis-old-aof',
    weight: 2,
    resource: 'redis',
    choose: REDIS,
    run: async ({ system, random, pause }) => {
      await system.engines.rememberRedis();
      await pause(random.whole(1_000, 5_000));
      await system.engines.restoreOldRedis();
    },
  },
  {
    name: 'postgres-immediate',
    weight: 2,
    resource: 'postgres',
    choose: POSTGRES,
    run: ({ system }) => system.engines.restartPostgres(),
  },
  {
    name: 'postgres-terminate-backends',
    weight: 3,
    resource: 'postgres',
    choose: POSTGRES,
    run: ({ system }) => system.engines.postgres.terminateBackends(system.database),
  },
  {
    name: 'disk-full',
    weight: 1,
    resource: 'postgres',
    isPossible: ({ engines }) => engines.disk !== undefined,
    choose: POSTGRES,
    run: async ({ system, random, pause }) => {
      const { disk, postgres } = system.engines;
      await disk?.fill();
      await pause(random.whole(500, 3_000));
      await disk?.free();
      // It may have given up, or be about to: a supervisor would start it again.
      await postgres.crash().catch(() => undefined);
      await postgres.startAgain();
    },
  },
];
