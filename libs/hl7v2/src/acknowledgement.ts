import { message, segment } from './build-message.js';
import { fieldOf, firstSegment, headerOf, partOf, textOf } from './message.js';
import type { Message, Segment } from './message.js';
import { timestamp } from './times.js';

/** HL7 table 0008. A: the application's answer; C: only that the message was taken into safe keeping. */
export const ACKNOWLEDGEMENT_CODES = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const;
export type AcknowledgementCode = (typeof ACKNOWLEDGEMENT_CODES)[number];

/** HL7 table 0357. */
export const ERROR_CODES = {
  '100': 'Segment sequence error',
  '101': 'Required field missing',
  '102': 'Data type error',
  '103': 'Table value not found',
  '200': 'Unsupported message type',
  '201': 'Unsupported event code',
  '202': 'Unsupported processing id',
  '203': 'Unsupported version id',
  '204': 'Unknown key identifier',
  '205': 'Duplicate key identifier',
  '206': 'Application record locked',
  '207': 'Application internal error',
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorLocation {
  readonly segment: string;
  readonly field: number;
}

/** An ERR segment as 2.5 has it. Texts that came from the other side are left out. */
export interface AcknowledgedError {
  /** Absent: none, or one that the table does not have. */
  readonly code?: ErrorCode;
  readonly location?: ErrorLocation;
}

export interface Acknowledgement {
  readonly code: AcknowledgementCode;
  /** Which message it answers (its MSH-10). */
  readonly controlId: string;
  /** Errors proper: warnings and information are left out. */
  readonly errors: readonly AcknowledgedError[];
}

/** @returns what the message says of the one it answers; undefined when it answers none */
export function readAcknowledgement(answer: Message): Acknowledgement | undefined {
  const msa = firstSegment(answer, 'MSA');
  const code = ACKNOWLEDGEMENT_CODES.find((known) => known === textOf(msa, 1));
  if (msa === undefined || code === undefined) return undefined;
  const errors = answer.segments.filter(({ name }) => name === 'ERR').filter(isError);
  return { code, controlId: textOf(msa, 2), errors: errors.map(readError) };
}

const isError = (err: Segment): boolean => !['W', 'I'].includes(textOf(err, 4));

function readError(err: Segment): AcknowledgedError {
  // Before 2.5 the code stood in the fourth component of ERR-1.
  const given = textOf(err, 3) || partOf(fieldOf(err, 1)[0], 4);
  const code = isErrorCode(given) ? given : undefined;
  const [name, field] = [textOf(err, 2, 1), Number(textOf(err, 2, 3))];
  const located = /^[A-Z][A-Z0-9]{2}$/u.test(name) && Number.isSafeInteger(field) && field > 0;
  return { ...(code !== undefined && { code }), ...(located && { location: { segment: name, field } }) };
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CODES, code);

export interface AnswerOptions {
  readonly code: AcknowledgementCode;
  /** MSH-10 of the answer itself. */
  readonly controlId: string;
  /** RFC 3339 */
  readonly at: string;
  readonly errors?: readonly AcknowledgedError[];
}

/** The general acknowledgement of a message: `ACK^<its event>^ACK`. */
export function acknowledge(request: Message, options: AnswerOptions): Message {
  const type = ['ACK', textOf(headerOf(request), 9, 2), 'ACK'];
  return message(answerHeader(request, type, options), ...answerSegments(request, options));
}

/** @returns the MSH fields of an answer: back to where the request came from */
export function answerHeader(
  request: Message,
  type: readonly string[],
  { controlId, at }: Pick<AnswerOptions, 'controlId' | 'at'>,
) {
  const header = headerOf(request);
  const same = (field: number) => fieldOf(header, field)[0];
  return {
    3: same(5),
    4: same(6),
    5: same(3),
    6: same(4),
    7: timestamp(at),
    9: type,
    10: controlId,
    11: same(11),
    12: same(12),
    17: same(17),
    18: same(18),
  };
}

/** The MSA of an answer, and an ERR for each error. */
export function answerSegments(request: Message, { code, errors = [] }: AnswerOptions): readonly Segment[] {
  return [
    segment('MSA', { 1: code, 2: textOf(headerOf(request), 10) }),
    ...errors.map(({ code: error, location }) =>
      segment('ERR', {
        2: location && [location.segment, '1', String(location.field)],
        3: error && [error, ERROR_CODES[error], 'HL70357'],
        4: 'E',
      }),
    ),
  ];
}
