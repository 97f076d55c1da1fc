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
export type { ConsentGate, EndpointDelivery, IsInstalled } from './endpoint-delivery.js';
export { LeaseLost } from './lease.js';
export { AdapterHost } from './adapter-host.js';
export type { AdapterFactory, InstalledEndpoint } from './adapter-host.js';
export { consentGateOf } from './consent-gate.js';
export { runAdapter } from './run-adapter.js';
export { archiveKeyOf } from './archive-key.js';
