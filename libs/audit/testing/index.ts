export { aGrowServer } from './grow-server.js';
export type { GrowServer } from './grow-server.js';
export { aSigningKey, MemoryLog } from './a-log.js';
