import type { DocumentMetadata, DocumentVersion, InstanceId } from '#cda';
import type { LookUpOutcome } from '#recording';

export type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

/** What the archive should tell of the order's document. */
export interface ExpectedDocument extends DocumentVersion {
  readonly patient: InstanceId;
  /** Base64 of the SHA-256 of the body. */
  readonly bodyDigest: string;
  readonly releaseDate: string;
  readonly nullified: boolean;
}

/** Compares what the archive tells of a document with what was to be written; what it does not tell differs. */
export function compareDocument(expected: ExpectedDocument, held: DocumentMetadata): readonly Difference[] {
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', samePatient(expected.patient, held.patient)],
    ['content', held.bodyDigest === expected.bodyDigest && held.releaseDate === expected.releaseDate],
    ['status', held.nullified === expected.nullified],
    ['version', held.id === expected.id && held.versionNumber === expected.versionNumber],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

export function samePatient(expected: InstanceId, held: InstanceId): boolean {
  return held.root === expected.root && held.extension === expected.extension;
}
