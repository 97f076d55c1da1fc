import type { Destination } from '../practice/practice.js';
import type { Channel, ConsentReason, RecordKind, Role, System } from '../words.js';
import type { Duty } from './duty.js';
import type { RuleCondition } from './rule-duties.js';

/** Why a plan is what it is: ids, words and codes only, nothing of the client. */
export interface PlanExplanation {
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly practiceVersion: string;
  /** An anonymous consultation gives no task, whatever the rules say. */
  readonly isAnonymous: boolean;
  readonly rules: readonly RuleExplanation[];
  readonly ownSystems: {
    readonly force: OwnSystemsForce;
    /** In list order; empty where the rule is not in force. */
    readonly persons: readonly OwnSystemExplanation[];
  };
  readonly warnings: readonly string[];
}

export interface RuleExplanation {
  readonly rule: string;
  readonly record: RecordKind;
  /** The first condition that does not hold: nothing else of the rule was looked at. */
  readonly failing?: RuleCondition;
  /** The rule's own destination, and `otherwise` where that found nobody. */
  readonly tried: readonly DestinationExplanation[];
  readonly task?: TaskExplanation;
  readonly warnings: readonly string[];
}

export interface DestinationExplanation {
  readonly system: Destination['system'];
  readonly candidates: readonly CandidateExplanation[];
  /** Absent: nobody, or one whose own system is asked for and who has none. */
  readonly chosen?: {
    readonly participant: string;
    readonly system: System;
    readonly channel: Channel;
    /** Nobody has the right: it goes to a person against the rule. */
    readonly isWithoutRight: boolean;
  };
  /** The practice's prohibitions win over the rule. */
  readonly isProhibited: boolean;
}

export interface CandidateExplanation {
  readonly participant: string;
  readonly role: Role;
  /** To the rule's system, or to the candidate's own. */
  readonly holdsRight: boolean;
}

export interface TaskExplanation extends Pick<
  Duty,
  'system' | 'endpoint' | 'record' | 'channel' | 'recorder' | 'onBehalfOf' | 'after' | 'visibleToClient'
> {
  readonly consent: ConsentExplanation;
  /** RFC 3339 */
  readonly dueAt: string;
}

/** `holds`: every test of consent passes; a reason: the first that fails, and the task is withheld for it. */
export type ConsentExplanation = 'holds' | 'not-required' | 'never-held-back' | ConsentReason;

export type OwnSystemsForce = 'in-force' | 'not-in-practice' | 'not-in-this-handling';

/** What the own-systems rule means for one participant. */
export type OwnSystemExplanation = OwnSystemOutcome & { readonly participant: string; readonly role: Role };

export type OwnSystemOutcome =
  | { readonly outcome: 'did-not-attend' | 'no-own-system' }
  | { readonly outcome: 'prohibited'; readonly system: System }
  /** The rule's record fulfils the duty. */
  | (OwnPlace & { readonly outcome: 'fulfilled-by-rule'; readonly rule: string })
  /** A rule gave this person this very record by hand already. */
  | (OwnPlace & { readonly outcome: 'given-by-rule' })
  | (OwnPlace & { readonly outcome: 'task'; readonly task: TaskExplanation });

interface OwnPlace {
  readonly system: System;
  readonly endpoint: string;
}
