export * from './tracked-task.js';
export * from './retry-schedule.js';
export * from './blocking.js';
export * from './release-waiting.js';
export * from './open-attempt.js';
export * from './settle-write.js';
export * from './settle-look-up.js';
export * from './quarantine.js';
