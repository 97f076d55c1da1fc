import type { ConsentForm, ConsentMethod, ConsentReason, Handling, System, TaskState } from '#domain';
import type { ActDetails, ActKind, WorklistCounts, WorklistFilter, WorklistPosition } from '#ledger';
import type { Principal } from '#security';
import type { TaskView } from '../task-view.js';

/** Whose: the caller's own by their address, or those of the organisation that they are a deputy of. */
export type WorklistOwner = 'own' | 'organisation';

export interface WorklistQuery extends WorklistFilter {
  /** Left out: all that the caller may see. */
  readonly owner?: WorklistOwner;
  readonly after?: WorklistPosition;
}

export interface WorklistPage {
  readonly items: readonly TaskView[];
  readonly next?: WorklistPosition;
}

/** Somebody as a decision names them. */
export interface NamedPerson {
  readonly name: string;
  readonly organisation: string;
  readonly phone?: string;
}

/** A participant to whom a task can be handed: one with an address. */
export interface Colleague extends NamedPerson {
  /** In the decision. */
  readonly id: string;
}

/** The consent that the record would be made under. Days are `YYYY-MM-DD`. */
export interface ConsentFacts {
  readonly givenOn: string;
  readonly validUntil?: string;
  readonly form: ConsentForm;
  readonly method: ConsentMethod;
  readonly isWithdrawn: boolean;
  /** Where it is recorded; empty: no rule of the team records it anywhere. */
  readonly places: readonly { readonly system: System; readonly state: TaskState }[];
}

/** What somebody did to the task before. */
export interface ActView {
  readonly kind: ActKind;
  readonly at: Date;
  readonly by: ActorView;
  readonly said: Pick<ActDetails, 'outcome' | 'reference' | 'note' | 'reason'>;
}

/** Whoever acted, as far as can be told: by name, by address, or by their part alone. */
export interface ActorView {
  readonly role: string;
  readonly name?: string;
  readonly organisation?: string;
}

/** A task as the person who records it sees it. Nothing in it tells who the client is, or what the record says. */
export interface WorklistTask {
  readonly task: TaskView;
  /** An act on the task must name it. */
  readonly entityTag: string;
  /** When it was read, by the ledger's clock. */
  readonly asOf: Date;
  /** What the caller may do to it now: each would be taken. */
  readonly acts: readonly ActKind[];
  /** There is a text to ask for. */
  readonly hasText: boolean;
  /** Consent forbids the record by now: asking for the text ends the task. */
  readonly forbidden?: ConsentReason;
  readonly handling?: Handling;
  /** `YYYY-MM-DD` */
  readonly handledOn?: string;
  readonly recorder?: NamedPerson;
  readonly caseManager?: NamedPerson;
  readonly consent?: ConsentFacts;
  readonly colleagues: readonly Colleague[];
  /** Newest first. */
  readonly history: readonly ActView[];
  /** Until when the caller may take the acknowledgement back. */
  readonly undoUntil?: Date;
  readonly isErased: boolean;
}

/** What the worklist asks of the ledger. */
export interface Worklist {
  list(caller: Principal, query: WorklistQuery): Promise<WorklistPage>;
  counts(caller: Principal): Promise<WorklistCounts>;
  /** @returns undefined also for a task that is not the caller's to record */
  find(id: string, caller: Principal): Promise<WorklistTask | undefined>;
}
