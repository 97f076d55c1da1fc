export { anAttempt, standInAt } from './adapter-bench.js';
export type { AdapterBench, Fault, FaultMode, JournalRow, StandIn } from './adapter-bench.js';
export { ADAPTER_BEHAVIOURS, type AdapterBehaviour } from './adapter-behaviours.js';
export { COUNSELLOR, DIFFICULT_TEXT, PHYSICIAN, TEST_CLIENT } from './an-order.js';
export { anOrder, nextVersion, temporaryClient, type OrderChanges } from './an-order.js';
export { describeAdapter, type AboutAdapter } from './describe-adapter.js';
export type { Wire, WireAnswer, WireRequest } from './relay/wire.js';
export { SandboxProcess } from './sandbox-process.js';
