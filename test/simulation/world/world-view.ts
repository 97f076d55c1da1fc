import type {
  AttemptKind,
  ConsentWithdrawal,
  Practice,
  RecordingEndpoint,
  TaskId,
  WriteResult,
} from '#domain';
import type { DecisionBook } from './decision-book.js';
import type { Order, RecordSystem } from './record-system.js';

/** A job as it is in a queue. */
export interface Job {
  readonly book: DecisionBook;
  readonly taskId: TaskId;
  readonly generation: number;
}

/** An attempt that a worker has under way. */
export interface Attempt {
  readonly book: DecisionBook;
  readonly taskId: TaskId;
  readonly kind: AttemptKind;
  readonly epoch: number;
  readonly begunAt: number;
  readonly order: Order;
  /** What the write gave; absent while nothing is sent yet. */
  readonly write?: WriteResult;
  /** The worker came too late to send. */
  readonly isUnsent?: boolean;
}

/** What a person said of a task last; every act ends what was said before. */
export interface Said {
  readonly at: Date;
  readonly what: 'acknowledged' | 'closing-wished';
  /** What taking it back brings back; absent where the person found it done. */
  readonly undoes?: () => void;
}

/** Where is noted what happens. */
export interface Noted {
  /** A line for everything. */
  readonly lines?: string[];
  /** How often what happened. */
  readonly tally?: Map<string, number>;
}

/** The world as those see it who only look. */
export interface WorldView {
  readonly now: Date;
  readonly books: readonly DecisionBook[];
  readonly systems: ReadonlyMap<string, RecordSystem>;
  readonly attempts: readonly Attempt[];
  readonly practice: Practice;
  system(endpoint: string): RecordSystem;
  endpointOf(endpoint: string): RecordingEndpoint;
  withdrawalsOf(consentId: string | undefined): readonly ConsentWithdrawal[];
  count(what: string): void;
}
