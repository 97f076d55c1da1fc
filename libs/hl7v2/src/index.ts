export {
  ACKNOWLEDGEMENT_CODES,
  ERROR_CODES,
  acknowledge,
  answerHeader,
  answerSegments,
  readAcknowledgement,
} from './acknowledgement.js';
export type {
  AcknowledgedError,
  Acknowledgement,
  AcknowledgementCode,
  AnswerOptions,
  ErrorCode,
  ErrorLocation,
} from './acknowledgement.js';
export { message, segment } from './build-message.js';
export type { ComponentValue, FieldValue } from './build-message.js';
export { CHARACTER_SETS, decodeText, encodeText, isCharacterSet } from './character-set.js';
export type { CharacterSet } from './character-set.js';
export { documentQuery, readDocumentAnswer } from './document-query.js';
export type { AnsweredDocument, DocumentAnswer, DocumentQuery } from './document-query.js';
export { emitMessage } from './emit-message.js';
export { Hl7Client } from './hl7-client.js';
export type { Hl7Answer, Hl7Call, Hl7ClientOptions, Hl7Reply } from './hl7-client.js';
export { UnusableMllpAddress, UnusableMllpTls } from './hl7v2.errors.js';
export { fieldOf, firstSegment, headerOf, isReadable, partOf, textOf } from './message.js';
export type { Component, Delimiters, Field, Message, Repetition, Segment } from './message.js';
export { FrameReader, frameOf } from './mllp-frames.js';
export type { MllpTls } from './mllp-tls.js';
export type { FrameFault, ReadFrames } from './mllp-frames.js';
export { parseMessage } from './parse-message.js';
export type { ParseFault, ParsedMessage } from './parse-message.js';
export { date, timestamp } from './times.js';
