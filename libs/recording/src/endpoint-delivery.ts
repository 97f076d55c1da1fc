import type { ConsentReason, DeliveryPolicy, TrackedTask } from '#domain';
import type { NewestVersion } from '#ledger';
import type { AttemptJob } from '#queue';
import type { RecordSystemAdapter } from './adapter.js';
import type { Performed } from './performed.js';

/** An endpoint that this process serves: its adapter, and what its configuration says about delivery. */
export interface EndpointDelivery {
  readonly endpoint: string;
  readonly adapter: RecordSystemAdapter;
  readonly policy: DeliveryPolicy;
  /** Absent: nothing spares the system. */
  readonly gate?: AttemptGate;
}

/** Leave to begin an attempt. */
export interface Pass {
  /** Names the attempt that finds out whether the system is back. */
  readonly probe?: string;
}

/** Spares a record system: what may begin, and what the attempts tell of it. */
export interface AttemptGate {
  /** @returns undefined when the job may not run now, and was put back */
  admit(job: AttemptJob): Promise<Pass | undefined>;
  /** The attempt is in the journal. */
  began(task: TrackedTask): void;
  ended(pass: Pass, performed: Performed): Promise<void>;
  /** The job needed no attempt. */
  release(pass: Pass): Promise<void>;
}

/**
 * The test of consent at the moment of the write (ground rule 8).
 * @param newest the decision's newest version, whose consent counts
 */
export type ConsentGate = (task: TrackedTask, newest: NewestVersion, now: Date) => ConsentReason | undefined;

/** Whether some adapter serves the endpoint: a task of any other stays queued. */
export type IsInstalled = (endpoint: string) => boolean;
