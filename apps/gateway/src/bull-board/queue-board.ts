import type { InspectedQueue } from '#queue';
import type { Principal } from '#security';

/** What is done to a queue by hand. */
export interface BoardAct {
  readonly act: BoardWrite;
  readonly endpoint: string;
  /** The job's id, where it is about one: a task and a generation, nothing of a client. */
  readonly job?: string;
}

/**
 * The acts that there are. A job is never added or changed by hand, and a queue never stopped: pausing an endpoint is
 * done where it is seen, with a reason. What is lost here the ledger brings back.
 */
export const BOARD_WRITES = ['resume', 'retry', 'promote', 'clean'] as const;
export type BoardWrite = (typeof BOARD_WRITES)[number];

/** The queues as Redis has them, for looking at what cannot be explained otherwise. */
export interface QueueBoard {
  /** One for each endpoint that an adapter may serve. */
  readonly queues: readonly InspectedQueue[];
  readonly isWritable: boolean;
  /** Whether Redis answers, within seconds. */
  answers(): Promise<boolean>;
  /**
   * Goes on the log before anything is done.
   * @throws Problem
   */
  note(act: BoardAct, caller: Principal): Promise<void>;
}
