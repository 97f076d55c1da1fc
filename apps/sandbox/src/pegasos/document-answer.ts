import {
  answerHeader,
  answerSegments,
  fieldOf,
  firstSegment,
  message,
  partOf,
  segment,
  textOf,
} from '#hl7v2';
import type { AnswerOptions, Field, Message, Segment } from '#hl7v2';
import { knownClient, oidOf } from './known-parties.js';
import type { DocumentStore } from './document-store.js';
import { Refusal } from './refusal.js';
import { checkTimestamp } from './segment-rules.js';
import type { StoredDocument } from './stored-document.js';

/**
 * Answers `QRY^T12`: the document of that very number, whether it is the newest of its chain or not; its TXA-19
 * says which.
 * @throws Refusal
 */
export function answerQuery(
  request: Message,
  store: DocumentStore,
  options: Pick<AnswerOptions, 'at' | 'controlId'>,
): Message {
  const qrd = checkedQuery(request);
  const found = store.at(textOf(qrd, 10));
  const answer = { ...options, code: 'AA' } as const;
  return message(
    answerHeader(request, ['DOC', 'T12', 'DOC_T12'], answer),
    ...answerSegments(request, answer),
    segment('QAK', { 1: textOf(qrd, 4), 2: found === undefined ? 'NF' : 'OK' }),
    qrd,
    ...(found === undefined ? [] : segmentsOf(found)),
  );
}

function checkedQuery(request: Message): Segment {
  const qrd = firstSegment(request, 'QRD');
  if (qrd === undefined) throw Refusal.error('100', 'QRD', 1);
  checkTimestamp(qrd, 1);
  const expected = { 2: 'R', 3: 'I', 9: 'OTH' } as const;
  for (const [field, value] of Object.entries(expected)) {
    if (textOf(qrd, Number(field)) !== value) throw Refusal.error('103', 'QRD', Number(field));
  }
  const [who] = fieldOf(qrd, 8);
  // The client must be one; the number alone says which document.
  knownClient({ value: partOf(who, 1), system: who === undefined ? '' : oidOf(who, 9) }, 'QRD', 8);
  return qrd;
}

function segmentsOf({ document, availability }: StoredDocument): readonly Segment[] {
  const status: Field = [[[availability]]];
  return document.segments.map((stored) =>
    stored.name === 'TXA' ? { ...stored, fields: withField(stored.fields, 19, status) } : stored,
  );
}

function withField(fields: readonly Field[], number: number, value: Field): readonly Field[] {
  const length = Math.max(fields.length, number);
  return Array.from({ length }, (_, index) => (index === number - 1 ? value : (fields[index] ?? [])));
}
