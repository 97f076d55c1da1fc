/**
 * The parts of FHIR R4 (4.0.1) that are written here: the `fhir4` types are only in older releases of
 * `@types/fhir`, and its newest one describes STU3. What comes from a server is never typed by these: it
 * is `unknown`, and read with `json-reader.ts`.
 */

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** A literal reference, or a logical one by `identifier`, or only the name of who is meant. */
export interface Reference {
  readonly reference?: string;
  readonly type?: string;
  readonly identifier?: Identifier;
  readonly display?: string;
}

export interface Period {
  readonly start?: string;
  readonly end?: string;
}

export interface Meta {
  readonly tag?: readonly Coding[];
  readonly security?: readonly Coding[];
}

export interface Attachment {
  readonly contentType: string;
  readonly language?: string;
  /** base64 */
  readonly data: string;
  /** Bytes before base64. */
  readonly size: number;
  /** base64 of the SHA-1 of the bytes (R4, Attachment.hash). */
  readonly hash: string;
  readonly title: string;
}

/** A professional of whom nothing but the name is known; inside the resource that refers to it. */
export interface ContainedPractitioner {
  readonly resourceType: 'Practitioner';
  readonly id: string;
  readonly name: readonly [{ readonly text: string }];
}

export interface ContainedOrganization {
  readonly resourceType: 'Organization';
  readonly id: string;
  readonly name: string;
}

export type ContainedParty = ContainedPractitioner | ContainedOrganization;

interface WrittenResource {
  /** Only in an update: the server gives the id. */
  readonly id?: string;
  readonly meta?: Meta;
  readonly contained?: readonly (ContainedParty | Goal)[];
}

export interface Consent extends WrittenResource {
  readonly resourceType: 'Consent';
  readonly identifier: readonly Identifier[];
  readonly status: 'active' | 'inactive' | 'entered-in-error';
  readonly scope: CodeableConcept;
  readonly category: readonly CodeableConcept[];
  readonly patient: Reference;
  readonly dateTime: string;
  readonly organization?: readonly Reference[];
  readonly sourceAttachment: Attachment;
  readonly policyRule: CodeableConcept;
  readonly provision: {
    readonly type: 'permit';
    readonly period?: Period;
    readonly purpose?: readonly Coding[];
  };
}

export interface Goal {
  readonly resourceType: 'Goal';
  readonly id: string;
  readonly lifecycleStatus: 'active' | 'entered-in-error';
  readonly description: CodeableConcept;
  readonly subject: Reference;
}

export interface CarePlanActivity {
  readonly detail: {
    readonly status: 'not-started' | 'entered-in-error';
    readonly description: string;
    readonly scheduledPeriod?: Period;
    readonly performer?: readonly Reference[];
  };
}

export interface CarePlan extends WrittenResource {
  readonly resourceType: 'CarePlan';
  readonly identifier: readonly Identifier[];
  readonly status: 'active' | 'entered-in-error';
  readonly intent: 'plan';
  readonly category: readonly CodeableConcept[];
  readonly title: string;
  readonly description: string;
  readonly subject: Reference;
  readonly created: string;
  readonly author: Reference;
  readonly goal?: readonly Reference[];
  readonly activity?: readonly CarePlanActivity[];
}

export interface DocumentReference extends WrittenResource {
  readonly resourceType: 'DocumentReference';
  readonly identifier: readonly Identifier[];
  readonly status: 'current' | 'entered-in-error';
  readonly docStatus: 'final' | 'entered-in-error';
  readonly type: CodeableConcept;
  readonly subject: Reference;
  /** instant */
  readonly date: string;
  readonly author: readonly Reference[];
  readonly custodian: Reference;
  readonly securityLabel?: readonly CodeableConcept[];
  readonly content: readonly [{ readonly attachment: Attachment }];
}

export interface ProvenanceAgent {
  readonly type: CodeableConcept;
  readonly who: Reference;
  readonly onBehalfOf?: Reference;
}

export interface Provenance {
  readonly resourceType: 'Provenance';
  readonly contained?: readonly ContainedParty[];
  readonly target: readonly [Reference];
  readonly occurredDateTime?: string;
  /** instant */
  readonly recorded: string;
  readonly activity: CodeableConcept;
  readonly agent: readonly ProvenanceAgent[];
}

export type RecordResource = Consent | CarePlan | DocumentReference;
export type Resource = RecordResource | Provenance;

export interface TransactionEntry {
  readonly fullUrl: string;
  readonly resource: Resource;
  readonly request: {
    readonly method: 'POST' | 'PUT';
    readonly url: string;
    /** Query of the search that must find nothing, for a conditional create. */
    readonly ifNoneExist?: string;
    /** Weak ETag of the version that is replaced. */
    readonly ifMatch?: string;
  };
}

export interface TransactionBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'transaction';
  readonly entry: readonly TransactionEntry[];
}
