export type { RunningEngine, Say } from './engine.js';
export { startPostgres } from './postgres.js';
export type { PostgresOptions } from './postgres.js';
export { startRedis } from './redis.js';
export type { RedisOptions } from './redis.js';
