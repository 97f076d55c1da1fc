export { AttemptQueues, QueueUnavailable } from './attempt-queues.js';
export type { InspectedQueue } from './attempt-queues.js';
export { EndpointWorker } from './endpoint-worker.js';
export type { EndpointWorkerOptions, Pace } from './endpoint-worker.js';
export { attemptJobId, parseAttemptJob } from './attempt-job.js';
export type { AttemptJob } from './attempt-job.js';
export { askEvictionPolicy, askRedisMemory, doesRedisAnswer, holdsJobs } from './redis-check.js';
export type { RedisMemory } from './redis-check.js';
