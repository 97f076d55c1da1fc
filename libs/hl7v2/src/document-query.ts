import { readAcknowledgement } from './acknowledgement.js';
import { message, segment } from './build-message.js';
import type { ComponentValue, FieldValue } from './build-message.js';
import { firstSegment, textOf } from './message.js';
import type { Message, Segment } from './message.js';
import { timestamp } from './times.js';

/** HL7 2.5, chapter 9: the document query QRY^T12 and its answer DOC^T12, asked by a document's number. */

export interface DocumentQuery {
  /** QRD-4 */
  readonly queryId: string;
  /** The unique document number asked for, with its namespace: QRD-10. */
  readonly number: string;
  readonly namespace: string;
  /** QRD-8, compulsory: the patient. */
  readonly who: readonly ComponentValue[];
  /** RFC 3339 */
  readonly at: string;
}

export function documentQuery(
  header: Readonly<Record<number, FieldValue>>,
  { queryId, number, namespace, who, at }: DocumentQuery,
): Message {
  return message(
    { ...header, 9: ['QRY', 'T12', 'QRY_T12'] },
    segment('QRD', {
      1: timestamp(at),
      2: 'R',
      3: 'I',
      4: queryId,
      7: ['10', 'RD'],
      8: who,
      9: ['OTH', 'Other', 'HL70048'],
      10: [number, '', namespace],
    }),
  );
}

/** A document as the answer has it; its segments are there, whatever else is. */
export interface AnsweredDocument {
  readonly patient: Segment;
  readonly notification: Segment;
  readonly observations: readonly Segment[];
}

export type DocumentAnswer =
  /** `AA`, about our question. */
  | { readonly kind: 'documents'; readonly documents: readonly AnsweredDocument[] }
  /** No answer to the question: refused, or about something else. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'malformed' };

/** Reads a `DOC^T12`; every document of it must be the one that was asked for. */
export function readDocumentAnswer(
  answer: Message,
  { queryId, number }: Pick<DocumentQuery, 'queryId' | 'number'>,
): DocumentAnswer {
  const code = readAcknowledgement(answer)?.code;
  if (code === undefined) return { kind: 'malformed' };
  if (code !== 'AA') return { kind: 'refused' };
  const qrd = firstSegment(answer, 'QRD');
  const isDocuments = textOf(answer.segments[0], 9, 1) === 'DOC';
  if (!isDocuments || textOf(qrd, 4) !== queryId || textOf(qrd, 10) !== number) return { kind: 'malformed' };
  const documents = documentsOf(answer);
  if (documents === undefined || !agrees(answer, documents)) return { kind: 'malformed' };
  const isOurs = documents.every(({ notification }) => textOf(notification, 12) === number);
  return isOurs ? { kind: 'documents', documents } : { kind: 'malformed' };
}

/** QAK-2 says whether anything was found; where it contradicts what is there, nothing can be believed. */
function agrees(answer: Message, documents: readonly AnsweredDocument[]): boolean {
  const status = textOf(firstSegment(answer, 'QAK'), 2);
  if (status === '') return true;
  return status === (documents.length === 0 ? 'NF' : 'OK');
}

/** Each document begins with its PID and has one TXA; undefined when the segments do not stand so. */
function documentsOf({ segments }: Message): readonly AnsweredDocument[] | undefined {
  const starts = segments.flatMap(({ name }, index) => (name === 'PID' ? [index] : []));
  const documents = starts.map((start, index) => documentOf(segments.slice(start, starts[index + 1])));
  const notifications = segments.filter(({ name }) => name === 'TXA').length;
  return notifications === starts.length && documents.every((document) => document !== undefined)
    ? documents
    : undefined;
}

function documentOf(segments: readonly Segment[]): AnsweredDocument | undefined {
  const [patient] = segments;
  const notifications = segments.filter(({ name }) => name === 'TXA');
  const [notification] = notifications;
  if (patient === undefined || notification === undefined || notifications.length > 1) return undefined;
  return { patient, notification, observations: segments.filter(({ name }) => name === 'OBX') };
}
