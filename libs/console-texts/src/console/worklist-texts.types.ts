import type { AcknowledgementOutcome, ConsentForm, ConsentMethod, Handling } from '#domain';

/** Why somebody cannot record, to choose from. */
export const CANNOT_RECORD_REASONS = ['no-consent', 'wrong-client', 'not-mine', 'other'] as const;
export type CannotRecordReason = (typeof CANNOT_RECORD_REASONS)[number];

/** What has just been done, as the address of the page that follows says it. */
export const WORKLIST_DONE = [
  'acknowledged',
  'cannot-record',
  'undone',
  'handed-over',
  'taken-over',
  'given-back',
  'retried',
] as const;
export type WorklistDone = (typeof WORKLIST_DONE)[number];

/** The faults of the page's forms. */
export type WorklistFault =
  | 'outcome-missing'
  | 'change-missing'
  | 'why-missing'
  | 'other-missing'
  | 'note-too-long'
  | 'reference-unfit'
  | 'reason-too-long'
  | 'person-missing'
  | 'person-twice'
  | 'not-a-person';

export interface WorklistTexts {
  readonly list: {
    readonly title: (waiting: number) => string;
    readonly acknowledgedTitle: string;
    readonly tabsLabel: string;
    readonly tabs: {
      readonly own: (waiting: number) => string;
      readonly organisation: (waiting: number) => string;
      readonly acknowledged: string;
    };
    readonly overdue: (count: number) => string;
    readonly showOverdue: string;
    readonly filters: {
      readonly label: string;
      readonly system: string;
      readonly anySystem: string;
      readonly team: string;
      readonly anyTeam: string;
      readonly show: string;
      readonly toDo: string;
      readonly open: string;
      readonly deadline: string;
      readonly anyDeadline: string;
      readonly overdue: string;
      readonly decision: string;
      readonly decisionHelp: string;
      readonly search: string;
      readonly clear: string;
    };
    /** The decision that was searched for was none, and was not looked for. */
    readonly notADecision: string;
    readonly caption: string;
    readonly acknowledgedCaption: string;
    readonly columns: {
      readonly dueAt: string;
      readonly acknowledgedAt: string;
      readonly decision: string;
      readonly system: string;
      readonly record: string;
      readonly state: string;
    };
    readonly empty: string;
    readonly emptyFiltered: string;
    readonly emptyAcknowledged: string;
    readonly lastAcknowledged: (day: string) => string;
  };
  readonly task: {
    readonly title: (record: string, system: string, state: string) => string;
    readonly back: string;
    readonly facts: string;
    readonly state: string;
    readonly evidence: string;
    readonly dueAt: string;
    readonly decision: string;
    readonly decisionName: (team: string, id: string, version: number) => string;
    readonly handled: string;
    readonly system: string;
    readonly record: string;
    readonly recorder: string;
    readonly caseManager: string;
    readonly nobody: string;
    readonly waitsFor: string;
    readonly visibility: string;
    readonly visible: string;
    readonly notVisible: string;
    readonly erased: string;
  };
  readonly consent: {
    readonly label: string;
    readonly none: string;
    readonly given: (day: string) => string;
    readonly validUntil: (day: string) => string;
    readonly withdrawn: string;
    readonly place: (system: string, state: string) => string;
    readonly noPlace: string;
    readonly forbidden: (reason: string) => string;
    readonly forbiddenDo: string;
  };
  readonly content: {
    readonly heading: string;
    readonly hidden: string;
    readonly show: string;
    readonly none: string;
    readonly shown: string;
    readonly client: string;
    readonly identityCode: string;
    readonly temporaryId: string;
    readonly copyName: string;
    readonly copyIdentifier: string;
    readonly whole: string;
    readonly copyWhole: string;
    readonly parts: string;
    readonly copyPart: (heading: string) => string;
  };
  readonly acknowledge: {
    readonly heading: string;
    readonly legend: string;
    readonly outcomes: Readonly<Record<AcknowledgementOutcome, string>>;
    readonly changed: string;
    readonly why: string;
    readonly chooseWhy: string;
    readonly reasons: Readonly<Record<CannotRecordReason, string>>;
    readonly whyNote: string;
    readonly reference: string;
    readonly referenceHelp: string;
    readonly submit: string;
    readonly restored: string;
  };
  readonly undo: {
    readonly heading: string;
    readonly text: (until: string) => string;
    readonly submit: string;
  };
  readonly handOver: {
    readonly heading: string;
    readonly text: string;
    readonly colleague: string;
    readonly chooseColleague: string;
    readonly address: string;
    readonly addressHelp: string;
    readonly submit: string;
  };
  readonly others: {
    readonly takeOver: string;
    readonly takeOverText: string;
    readonly giveBack: string;
    readonly giveBackText: string;
    readonly retry: string;
    readonly retryText: string;
    readonly reason: string;
  };
  readonly history: {
    readonly heading: string;
    readonly acts: Readonly<
      Record<'acknowledgement' | 'undo' | 'hand-over' | 'take-over' | 'give-back' | 'retry' | 'close', string>
    >;
    /** Of somebody without a name. */
    readonly roles: Readonly<Record<'recorder' | 'handed-to' | 'deputy' | 'sysadmin', string>>;
    readonly someone: string;
    readonly reference: (reference: string) => string;
  };
  readonly changed: {
    readonly title: string;
    readonly notSaved: string;
    /** Who did it, and when. */
    readonly acts: Readonly<
      Record<
        'acknowledgement' | 'undo' | 'hand-over' | 'take-over' | 'give-back' | 'retry' | 'close',
        (who: string, time: string) => string
      >
    >;
    readonly byItself: (state: string) => string;
    readonly lookAgain: string;
  };
  readonly notSaved: {
    readonly title: string;
    readonly text: string;
  };
  /** A form came after the session had ended. */
  readonly sessionEnded: {
    readonly nothingSaved: string;
    readonly kept: string;
    readonly signIn: string;
  };
  readonly done: Readonly<Record<WorklistDone, string>>;
  readonly faults: Readonly<Record<WorklistFault, string>>;
  readonly handlings: Readonly<Record<Handling, string>>;
  readonly consentForms: Readonly<Record<ConsentForm, string>>;
  readonly consentMethods: Readonly<Record<ConsentMethod, string>>;
}
