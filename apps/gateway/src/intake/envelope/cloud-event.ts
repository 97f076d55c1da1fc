import type { JsonObject } from '../json/json-value.js';

/** CloudEvents 1.0 in structured JSON, with the attributes of the contract and no others. */
export interface CloudEvent<T> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  /** RFC 3339 */
  readonly time: string;
  readonly subject?: string;
  readonly datacontenttype?: 'application/json';
  readonly data: T;
}

export const DECISION_MADE = 'fi.kuittaus.decision.made';

export const DECISION_CANCELLED = 'fi.kuittaus.decision.cancelled';
export const CONSENT_WITHDRAWN = 'fi.kuittaus.consent.withdrawn';
export const CASE_MANAGER_CHANGED = 'fi.kuittaus.case-manager.changed';

export const EVENT_TYPES = [
  DECISION_MADE,
  DECISION_CANCELLED,
  CONSENT_WITHDRAWN,
  CASE_MANAGER_CHANGED,
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** An event whose envelope holds and whose data is an object of whatever kind. */
export type ReceivedEvent = CloudEvent<JsonObject>;
