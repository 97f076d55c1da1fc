import type { ConsentReason, Decision, DeliveryPolicy, TrackedTask } from '#domain';
import type { RecordSystemAdapter } from './adapter.js';

/** An endpoint that this process serves: its adapter, and what its configuration says about delivery. */
export interface EndpointDelivery {
  readonly endpoint: string;
  readonly adapter: RecordSystemAdapter;
  readonly policy: DeliveryPolicy;
}

/**
 * The test of consent at the moment of the write (ground rule 8).
 * @param newest the decision's newest version, whose consent counts
 */
export type ConsentGate = (task: TrackedTask, newest: Decision, now: Date) => ConsentReason | undefined;

/** Whether some adapter serves the endpoint: a task of any other stays queued. */
export type IsInstalled = (endpoint: string) => boolean;
