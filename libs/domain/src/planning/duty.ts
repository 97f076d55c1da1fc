import type { RecordContent } from '../content.js';
import type { Participant } from '../decision.js';
import type { RecordingEndpoint } from '../practice/recording-endpoint.js';
import type { Rule } from '../practice/practice.js';
import type { Channel, ConsentReason, RecordKind, System } from '../words.js';

/** That one record of the decision exists in one record system, in one participant's name. */
export interface Duty {
  readonly system: System;
  /** Id of the endpoint. */
  readonly endpoint: string;
  readonly record: RecordKind;
  readonly channel: Channel;
  /** Participant's id. */
  readonly recorder: string;
  /** Whose duties this one record fulfils, the recorder included. */
  readonly onBehalfOf: readonly string[];
  /** Predecessors, each `system/record`. */
  readonly after: readonly string[];
  readonly visibleToClient: boolean;
  /** `<team>/<rule>` */
  readonly rule: string;
  readonly content: RecordContent;
  /** The consent test that fails now. */
  readonly withheld?: ConsentReason;
  readonly dueAt: Date;
}

/** A plan: the duties of a decision version, and the distinct warnings of the contract. */
export interface DutyPlan {
  readonly duties: readonly Duty[];
  readonly warnings: readonly string[];
}

/** A duty with its recorder and place, before its content. */
export interface PlacedDuty {
  readonly ruleId: string;
  readonly record: RecordKind;
  readonly endpoint: RecordingEndpoint;
  readonly channel: Channel;
  readonly recorder: Participant;
  readonly withoutRight: boolean;
  readonly onBehalfOf: readonly string[];
  readonly after: readonly string[];
  readonly visibleToClient: boolean;
  readonly carries: Rule['carries'];
}

/** What a step of the planning gives. */
export interface Placed {
  readonly duties: readonly PlacedDuty[];
  readonly warnings: readonly string[];
}
