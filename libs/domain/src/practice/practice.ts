import type {
  Channel,
  ConsentForm,
  FollowUpReason,
  Handling,
  ParticipantFunction,
  RecordKind,
  Role,
  System,
} from '../words.js';
import type { OwnSystemTable } from './own-system-table.js';

/**
 * A team's practice (kirjauskäytäntö): who records what, where, and under which consent. It is configuration
 * (`config/teams/<team>.yaml`); nothing of a team is in code (`contract/teams.md`).
 */
export interface Practice {
  readonly team: string;
  readonly name: string;
  /** The file's own version and a digest of its content, so that every change of the practice shows. */
  readonly version: string;
  readonly handlings: readonly Handling[];
  readonly consent: ConsentRequirement;
  readonly rules: readonly Rule[];
  /** Absent: the own-systems rule is not in force in this team. */
  readonly ownSystems?: OwnSystemsRule;
  /** Each role's own system; also asked for the case manager's and the referrer's own system. */
  readonly ownSystemTable: OwnSystemTable;
  /** What no rule may do: a prohibition wins over every rule (design.md, ground rule 8). */
  readonly prohibitions: readonly Prohibition[];
  /** Endpoint of a system for organisations that match none. */
  readonly defaultEndpoints: Readonly<Partial<Record<System, string>>>;
  readonly deadlines: Deadlines;
  readonly followUpDays: FollowUpDays;
  readonly escalation: Escalation;
}

export interface ConsentRequirement {
  readonly required: boolean;
  /** The one form that the team accepts; absent: any. */
  readonly form?: ConsentForm;
  /** Written or electronic; an oral consent is not enough. */
  readonly inWriting: boolean;
  /** A withdrawal is recorded where the consent is, as a new version of its record. */
  readonly recordsWithdrawal: boolean;
}

export interface OwnSystemsRule {
  /** Handlings in which the rule is not in force. */
  readonly notIn: readonly Handling[];
}

/** One `record → system (recorder)` of the practice. */
export interface Rule extends Destination {
  /** Unique in the practice. */
  readonly id: string;
  readonly record: RecordKind;
  readonly when: RuleConditions;
  /** Ids of the rules whose records come first. */
  readonly after: readonly string[];
  readonly visibleToClient: boolean;
  /** `every`: all recommendations whole; `services`: of those of foreign domains the service alone. */
  readonly carries?: 'every' | 'services';
  /** Where the record goes when nobody of `recorders` is there. */
  readonly otherwise?: Destination;
  /** Told when all conditions of the rule hold, but the client is no TYP client. */
  readonly warningWithoutTypClient?: 'kela-only-for-typ-clients';
}

export interface Destination {
  /** `own`: the own system of the recorder, by the practice's table. */
  readonly system: System | typeof OWN_SYSTEM;
  /** Functions and persons come before roles: the first of them who is there is the only candidate. */
  readonly recorders: readonly Candidate[];
}

export const OWN_SYSTEM = 'own';

export type Candidate = FunctionCandidate | PersonCandidate | RoleCandidate;

/** The first attending participant with this function. */
export interface FunctionCandidate {
  readonly function: ParticipantFunction;
}

/** Someone whom the decision names; need not have attended. */
export interface PersonCandidate {
  readonly person: NamedPerson;
}

/** Every attending participant of the role, in list order. */
export interface RoleCandidate {
  readonly role: Role;
  /** Only those who hold the system's right: never by hand. */
  readonly onlyWithRight?: boolean;
}

export const NAMED_PERSONS = ['visit-physician', 'referrer', 'case-manager'] as const;
export type NamedPerson = (typeof NAMED_PERSONS)[number];

/** All that are given must hold. */
export interface RuleConditions {
  readonly typClient?: boolean;
  readonly handling?: readonly Handling[];
  /** Somebody of this role attends. */
  readonly attends?: Role;
}

export interface Prohibition {
  readonly system: System;
  /** These records alone may go there. */
  readonly exceptRecords: readonly RecordKind[];
}

/** In working days from the decision; a record's own figure wins over the channel's. */
export interface Deadlines extends Readonly<Record<Channel, number>> {
  readonly records: Readonly<Partial<Record<RecordKind, number>>>;
}

/** `contract/teams.md`, "Deadlines and follow-up". */
export const DEFAULT_DEADLINES: Deadlines = { automatic: 2, manual: 5, records: { consent: 1, visit: 1 } };

/** How many days before its day a follow-up is told of. */
export type FollowUpDays = Readonly<Record<FollowUpReason, number>>;

/** `contract/teams.md`, "Deadlines and follow-up". */
export const DEFAULT_FOLLOW_UP_DAYS: FollowUpDays = {
  'rehabilitation-support-ends': 90,
  'agreed-check': 30,
  'client-meeting': 14,
  'service-ends': 14,
  other: 14,
  'statement-arrives': 0,
};

/** Who is told, besides those whom a decision names, that a deadline has passed. */
export interface Escalation {
  /** Working days from one step to the next. */
  readonly workingDaysAStep: number;
  /** Mail address of the unit that answers for the team; absent: the step is left out. */
  readonly unit?: string;
  readonly administrator?: string;
}

/** @returns whether the practice forbids this record there; checked when planned and again at each write */
export function isProhibited(
  practice: Pick<Practice, 'prohibitions'>,
  system: System,
  record: RecordKind,
): boolean {
  return practice.prohibitions.some(
    (prohibition) => prohibition.system === system && !prohibition.exceptRecords.includes(record),
  );
}
