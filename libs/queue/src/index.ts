export { AttemptQueues, QueueUnavailable } from './attempt-queues.js';
export { EndpointWorker } from './endpoint-worker.js';
export type { EndpointWorkerOptions, Pace } from './endpoint-worker.js';
export { attemptJobId, parseAttemptJob } from './attempt-job.js';
export type { AttemptJob } from './attempt-job.js';
export { askEvictionPolicy, doesRedisAnswer } from './redis-check.js';
