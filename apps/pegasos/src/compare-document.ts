import { fieldOf, partOf, textOf } from '#hl7v2';
import type { AnsweredDocument, Segment } from '#hl7v2';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import { AVAILABLE, CANCELLED, OUR_NAMESPACE } from './mapping/document-keys.js';
import { COMPLETION_STATUS, DOCUMENT_TYPES } from './mapping/map-order.js';
import { VERSION_CODE, observations } from './mapping/observations.js';

type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

/**
 * Compares the document that the system holds with what was to be written, field by field where it matters: a
 * system may add segments and fields of its own.
 * @param withContent whether the system tells the content at all
 */
export function compareDocument(
  document: AnsweredDocument,
  order: RecordingOrder,
  withContent: boolean,
): readonly Difference[] {
  const isTold = withContent && !(order.operation === 'nullify' && document.observations.length === 0);
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', isClient(document.patient, order)],
    ['content', isType(document, order) && (!isTold || hasContent(document, order))],
    ['status', hasStatus(document, order)],
    ['version', !isSuperseded(document) && (!isTold || hasVersion(document, order))],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

/** Among the identifiers is ours, and no other one of its kind. */
function isClient(patient: Segment, { clientIdentifier: { system, value } }: RecordingOrder): boolean {
  const ofSystem = fieldOf(patient, 3).filter((identifier) => partOf(identifier, 4, 2) === system);
  return ofSystem.length > 0 && ofSystem.every((identifier) => partOf(identifier, 1) === value);
}

const isType = ({ notification }: AnsweredDocument, { record }: RecordingOrder): boolean =>
  textOf(notification, 2) === DOCUMENT_TYPES[record];

function hasContent(document: AnsweredDocument, order: RecordingOrder): boolean {
  return JSON.stringify(valuesOf(document.observations)) === JSON.stringify(valuesOf(observations(order)));
}

/** Our own codes with their values, in the order they were sent; the version is looked at by itself. */
function valuesOf(segments: readonly Segment[]): readonly unknown[] {
  return segments
    .filter((obx) => textOf(obx, 3, 3) === OUR_NAMESPACE && textOf(obx, 3) !== VERSION_CODE)
    .map((obx) => [textOf(obx, 3), textOf(obx, 4), textOf(obx, 5)]);
}

/** @returns the one value of that code of ours */
export function valueOf({ observations: segments }: AnsweredDocument, code: string): string | undefined {
  const [found, ...others] = segments.filter(
    (obx) => textOf(obx, 3, 3) === OUR_NAMESPACE && textOf(obx, 3) === code,
  );
  return found === undefined || others.length > 0 ? undefined : textOf(found, 5);
}

/** TXA-19 tells whether it may be read; one that was superseded differs in its version. */
function hasStatus({ notification }: AnsweredDocument, { operation }: RecordingOrder): boolean {
  const availability = textOf(notification, 19);
  if (operation === 'nullify') return availability === CANCELLED;
  return ['', AVAILABLE, SUPERSEDED].includes(availability) && textOf(notification, 17) === COMPLETION_STATUS;
}

/** TXA-19, HL7 table 0273: obsolete, replaced by a later document. */
const SUPERSEDED = 'OB';

const isSuperseded = ({ notification }: AnsweredDocument): boolean => textOf(notification, 19) === SUPERSEDED;

/** A cancellation has no version of its own: the document's number is its version. */
const hasVersion = (document: AnsweredDocument, { operation, versionKey }: RecordingOrder): boolean =>
  operation === 'nullify' || valueOf(document, VERSION_CODE) === versionKey;
