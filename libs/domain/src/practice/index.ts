export * from './practice.js';
export * from './own-system-table.js';
export * from './content-policy.js';
export * from './recording-endpoint.js';
