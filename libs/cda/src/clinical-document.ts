import type { Coded } from './code-systems.js';

/** An instance identifier: an OID, and what is identified within it. */
export interface InstanceId {
  readonly root: string;
  readonly extension?: string;
}

export interface Organisation {
  readonly oid?: string;
  readonly name: string;
}

export interface Author {
  /** Absent: nothing but the name is known. */
  readonly id?: InstanceId;
  readonly name: string;
  readonly organisation?: Organisation;
}

/** One version of a document in its series. */
export interface DocumentVersion {
  readonly id: string;
  /** Id of the series' first version. */
  readonly setId: string;
  /** 1, 2, … */
  readonly versionNumber: number;
}

/**
 * What the header of a Finnish CDA R2 document says; the envelope of the message repeats it (interfaces.md,
 * sections 1.3 and 1.6). Times are HL7 timestamps, see `hl7-time.ts`.
 */
export interface DocumentHeader extends DocumentVersion {
  readonly templateIds: readonly InstanceId[];
  /** The register. */
  readonly code: Coded;
  readonly title: string;
  readonly effectiveTime: string;
  readonly confidentiality: Coded;
  readonly patient: { readonly id: InstanceId; readonly familyName: string; readonly givenName: string };
  readonly authors: readonly Author[];
  readonly custodian: Required<Organisation>;
  readonly replaces?: DocumentVersion;
  /** What the document fulfils, by an OID that others who write of the same know too. */
  readonly fulfils?: string;
  readonly encounter: {
    /** OID of the service event. */
    readonly id: string;
    /** First day; only in the document of the service event itself. */
    readonly from?: string;
    readonly provider?: Required<Organisation>;
  };
  readonly local: LocalHeader;
}

/** The Finnish part of the header, in the order of the schema (`hl7fi_extensions_cdar2header.xsd`). */
export interface LocalHeader {
  readonly contents: readonly Coded[];
  readonly fileFormat: Coded;
  readonly software: { readonly moderator: string; readonly product: string; readonly version: string };
  readonly documentType: Coded;
  readonly functionCode: Coded;
  readonly recordStatus: Coded;
  readonly custodianType: Coded;
  readonly encounterClass?: Coded;
  readonly encounterRank?: Coded;
  readonly retention: Coded;
  /** HL7 date: the first day on which the patient may see it. */
  readonly releaseDate?: string;
}

/** Either sections (level 2 and 3), or bytes of another format, as social welfare has it. */
export type DocumentBody =
  | { readonly kind: 'structured'; readonly sections: readonly Section[] }
  | { readonly kind: 'other'; readonly mediaType: string; readonly bytes: Buffer };

export interface Section {
  readonly code?: Coded;
  /** The same in a code system of the sender's. */
  readonly translation?: Coded;
  readonly title?: string;
  /** Kept character by character; a line a paragraph. */
  readonly text?: string;
  readonly author?: Author & { readonly function: Coded; readonly at: string };
  readonly entries?: readonly Observation[];
  readonly sections?: readonly Section[];
}

/** A field beside the text, for machines. */
export interface Observation {
  readonly code: Coded;
  readonly value: string;
}

export interface ClinicalDocument {
  readonly header: DocumentHeader;
  readonly body: DocumentBody;
}
