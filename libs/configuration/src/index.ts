export * from './environment.js';
export { SANDBOX_SERVERS, type SandboxServer } from './environment-variables.js';
export * from './secrets.js';
export * from './configuration-fault.js';
export * from './configuration.js';
export * from './endpoints.js';
export * from './practices.js';
export * from './senders.js';
export * from './json-schemas.js';
