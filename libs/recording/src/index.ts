export type {
  AttemptContext,
  LookUpOutcome,
  OutcomeCode,
  RecordedVersion,
  RecordingOrder,
  RecordSystemAdapter,
  WriteOutcome,
} from './adapter.js';
export { AttemptRunner } from './attempt-runner.js';
export type { AttemptRunnerOptions } from './attempt-runner.js';
export type { AttemptGate, ConsentGate, EndpointDelivery, IsInstalled, Pass } from './endpoint-delivery.js';
export { EndpointGate } from './protection/endpoint-gate.js';
export type { EndpointGateOptions } from './protection/endpoint-gate.js';
export { LeaseLost } from './lease.js';
export { AdapterHost } from './adapter-host.js';
export type { AdapterFactory } from './adapter-host.js';
export type { InstalledEndpoint } from './endpoint-service.js';
export { consentGateOf } from './consent-gate.js';
export { runAdapter } from './run-adapter.js';
export { refuseUnsafeStart, StartRefused, untilMigrated } from './start-checks.js';
export type { StartRefusal } from './start-checks.js';
export { archiveKeyOf } from './archive-key.js';
