import { readDocumentAnswer, textOf } from '#hl7v2';
import type { Acknowledgement, AnsweredDocument, DocumentQuery, Hl7Reply } from '#hl7v2';
import type { LookUpOutcome, RecordedVersion, RecordingOrder } from '#recording';
import { acknowledgementCode } from './classify-reply.js';
import { compareDocument, valueOf } from './compare-document.js';
import { AVAILABLE, CANCELLED } from './mapping/document-keys.js';
import { VERSION_CODE } from './mapping/observations.js';
import type { PegasosOptions } from './pegasos.config.js';

/** The one document of the number asked for, none, or the end of the look-up. */
export type QueryFinding =
  | { readonly kind: 'one'; readonly document: AnsweredDocument }
  | { readonly kind: 'none' }
  | Extract<LookUpOutcome, { kind: 'several' | 'not-now' }>;

/** What a document query's answer says; one that says nothing is `not-now`, for the asking can be repeated. */
export function classifyQuery(
  reply: Hl7Reply,
  query: Pick<DocumentQuery, 'queryId' | 'number'>,
): QueryFinding {
  switch (reply.kind) {
    case 'not-encodable':
      return { kind: 'not-now', code: 'query-not-encodable' };
    case 'not-sent':
    case 'no-answer':
      return { kind: 'not-now', code: `query-${reply.kind}-${reply.code}` };
    case 'answered':
      break;
  }
  const found = readDocumentAnswer(reply.answer.message, query);
  if (found.kind === 'refused') {
    if (isUnknownKey(reply.answer.acknowledgement)) return { kind: 'none' };
    return { kind: 'not-now', code: `query-${acknowledgementCode(reply.answer.acknowledgement)}` };
  }
  if (found.kind === 'malformed') return { kind: 'not-now', code: 'query-answer-malformed' };
  const [document, ...others] = found.documents;
  if (document === undefined) return { kind: 'none' };
  return others.length === 0
    ? { kind: 'one', document }
    : { kind: 'several', count: found.documents.length, code: 'several-documents' };
}

/** Some systems say of what they have not that the key is unknown, and not that nothing was found (QAK-2 `NF`). */
function isUnknownKey({ code, errors }: Acknowledgement): boolean {
  return (
    code === 'AE' &&
    errors.length > 0 &&
    errors.every((error) => error.code === '204' && (error.location?.segment ?? 'QRD') === 'QRD')
  );
}

/** Compares the document under our number with what was to be written. */
export function classifyDocument(
  document: AnsweredDocument,
  order: RecordingOrder,
  { documentContent }: Pick<PegasosOptions, 'documentContent'>,
): LookUpOutcome {
  const differences = compareDocument(document, order, documentContent);
  const matches = differences.length === 0;
  const recorded = recordedVersion(document, order);
  return { kind: 'found', recorded, matches, differences, code: matches ? 'equal' : 'differs' };
}

/**
 * Our version is not there: is what it was to replace still the newest, or has something else come after it?
 */
export function classifyPrevious(document: AnsweredDocument, order: RecordingOrder): LookUpOutcome {
  if (isAvailable(document)) return { kind: 'absent', code: 'older-version' };
  const recorded = recordedVersion(document, order);
  return { kind: 'found', recorded, matches: false, differences: ['version'], code: 'other-version' };
}

/** Without a status a document is there to be read. */
export const isAvailable = ({ notification }: AnsweredDocument): boolean =>
  ['', AVAILABLE].includes(textOf(notification, 19));

/** A system that answers without content does not tell the version: its number does. */
function recordedVersion(document: AnsweredDocument, order: RecordingOrder): RecordedVersion {
  const isCancelled = textOf(document.notification, 19) === CANCELLED;
  return {
    targetId: textOf(document.notification, 12),
    targetVersion: isCancelled ? CANCELLED : (valueOf(document, VERSION_CODE) ?? order.versionKey),
  };
}
