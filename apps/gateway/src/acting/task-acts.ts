import type { AcknowledgementOutcome, Operation, RecordKind, RecordSection } from '#domain';
import type { TextLanguage } from '#console-texts';
import type { Principal } from '#security';
import type { TaskView } from '../reading/task-view.js';

/** What is asked of a task. */
export type ActRequest =
  | {
      readonly kind: 'acknowledgement';
      readonly outcome: AcknowledgementOutcome;
      readonly reference?: string;
      readonly note?: string;
    }
  | { readonly kind: 'undo' | 'take-over' | 'give-back' | 'retry'; readonly reason?: string }
  | { readonly kind: 'hand-over'; readonly to: string }
  | { readonly kind: 'close'; readonly reason: string };

/** The task after an act. */
export interface ActedTask {
  readonly task: TaskView;
  /** Of the task as it is now. */
  readonly entityTag: string;
}

/** What a person records, corrects or removes. */
export interface ContentView {
  /** Plain text, ready to copy whole. */
  readonly text: string;
  /** Its parts, for systems with a field for each; left out where something is to be removed. */
  readonly fields?: readonly RecordSection[];
  readonly record: RecordKind;
  readonly operation: Operation;
  /** Whose record it is, as the system needs to know it. */
  readonly client: {
    readonly givenName: string;
    readonly familyName: string;
    readonly personalIdentityCode?: string;
    readonly temporaryId?: string;
  };
}

/** What the acting routes ask of the ledger. */
export interface TaskActs {
  /**
   * @param entityTags of `If-Match`: one of them must be the task's
   * @throws Problem
   */
  act(
    taskId: string,
    request: ActRequest,
    caller: Principal,
    entityTags: readonly string[],
  ): Promise<ActedTask>;
  /**
   * Each reading is on the audit log, in the same transaction.
   * @throws Problem
   */
  readContent(taskId: string, caller: Principal, language: TextLanguage): Promise<ContentView>;
}
