import type { CodeableConcept, Coding, Reference } from './coding.js';

/** R4 AuditEvent, as far as the log tells one. */
export interface AuditEvent {
  readonly resourceType: 'AuditEvent';
  readonly id: string;
  readonly meta: { readonly profile: readonly string[] };
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  readonly action: 'C' | 'R';
  readonly period: { readonly start: string; readonly end: string };
  readonly recorded: string;
  /** Success, or minor failure: the outcome is not known. */
  readonly outcome: '0' | '4';
  readonly outcomeDesc?: string;
  readonly purposeOfEvent?: readonly CodeableConcept[];
  readonly agent: readonly EventAgent[];
  readonly source: {
    readonly site: string;
    readonly observer: Reference;
    readonly type: readonly Coding[];
  };
  readonly entity: readonly EventEntity[];
}

export interface EventAgent {
  readonly type: CodeableConcept;
  readonly role?: readonly CodeableConcept[];
  readonly who: Reference;
  readonly requestor: boolean;
  readonly network?: { readonly address: string; readonly type: string };
}

export interface EventEntity {
  readonly what: Reference;
  readonly type: Coding;
  readonly role: Coding;
  readonly detail?: readonly EntityDetail[];
}

export type EntityDetail =
  | { readonly type: string; readonly valueString: string }
  | { readonly type: string; readonly valueBase64Binary: string };

export interface AuditEventBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly identifier: { readonly system: string; readonly value: string };
  readonly timestamp: string;
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: AuditEvent }[];
}
