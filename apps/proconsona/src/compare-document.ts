import { isDeepStrictEqual } from 'node:util';
import type { DocumentMetadata, DocumentVersion, InstanceId } from '#cda';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import type { HeldDocument } from './read-held-document.js';

export type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

/** Compares what the system holds with what the order says; what it does not tell differs. */
export function compareDocument(
  order: RecordingOrder,
  expected: DocumentVersion,
  held: { readonly metadata: DocumentMetadata; readonly document: HeldDocument },
): readonly Difference[] {
  const { metadata, document } = held;
  const { system, value } = order.clientIdentifier;
  const patient = { root: system, extension: value };
  const content: unknown = JSON.parse(JSON.stringify(order.content));
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', samePatient(patient, metadata.patient) && samePatient(patient, document.patient)],
    ['content', document.text === order.text && isDeepStrictEqual(document.structured, content)],
    ['status', metadata.nullified === (order.operation === 'nullify')],
    ['version', metadata.id === expected.id && metadata.versionNumber === expected.versionNumber],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

function samePatient(expected: InstanceId, held: Partial<InstanceId> | undefined): boolean {
  return held?.root === expected.root && held.extension === expected.extension;
}
