import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { acknowledge, emitMessage, isReadable, parseMessage } from '#hl7v2';
import type { AnswerOptions, CharacterSet, Message } from '#hl7v2';
import type { Logger } from '#observability';
import type { Faults } from '../stand-in/faults.js';
import { type MessageType, checkHeader, orderOf, typeOf } from './check-header.js';
import { answerQuery } from './document-answer.js';
import type { DocumentStore } from './document-store.js';
import { type ToldDocument, readDocument } from './read-document.js';
import { Refusal } from './refusal.js';
import { checkOrder } from './segment-rules.js';
import type { StoredEvent } from './stored-document.js';
import { underAnotherClient } from './under-another-client.js';

export interface HealthRecord {
  readonly store: DocumentStore;
  readonly faults: Faults;
  readonly logger: Logger;
}

/** What an answer to this message has of its own. */
type Answering = Pick<AnswerOptions, 'at' | 'controlId'>;

/**
 * Answers one message: ordered faults, then what it is, then what it says.
 * @returns undefined where the connection is to be taken away unanswered
 */
export async function answerMessage(bytes: Buffer, record: HealthRecord): Promise<Buffer | undefined> {
  const { faults, logger } = record;
  if (faults.hits('down')) return undefined;
  const parsed = parseMessage(bytes, 'UNICODE UTF-8');
  if (parsed.kind === 'fault') {
    logger.info('pegasos.message-unreadable', { code: parsed.code });
    return undefined;
  }
  const lateMs = faults.take('latency');
  const answer = await answerOrRefuse(parsed.message, record);
  if (lateMs !== undefined) await wait(lateMs);
  return answer === undefined ? undefined : emitted(answer, parsed);
}

async function answerOrRefuse(message: Message, record: HealthRecord): Promise<Message | undefined> {
  const answering = { at: new Date().toISOString(), controlId: randomBytes(10).toString('hex') };
  try {
    const status = record.faults.take('status');
    if (status !== undefined) throw Refusal.ofStatus(status);
    return await answerTo(message, record, answering);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return acknowledge(message, { ...answering, code: error.code, errors: [error.error] });
  }
}

async function answerTo(
  message: Message,
  record: HealthRecord,
  answering: Answering,
): Promise<Message | undefined> {
  const type = typeOf(message);
  if (type === 'QRY^T12^QRY_T12') {
    checkMessage(message, type);
    return answerQuery(message, record.store, answering);
  }
  return record.faults.hits('drop-before') ? undefined : storeDocument(message, type, { record, answering });
}

async function storeDocument(
  message: Message,
  type: Exclude<MessageType, 'QRY^T12^QRY_T12'>,
  { record: { store, faults }, answering }: { readonly record: HealthRecord; readonly answering: Answering },
): Promise<Message | undefined> {
  if (faults.hits('unknown-client')) throw Refusal.error('204', 'PID', 3);
  if (faults.hits('no-rights')) throw Refusal.error('103', 'TXA', 9);
  checkMessage(message, type);
  const planned = plan(message, type, store, answering.at);
  const event = faults.hits('wrong-client') ? underAnotherClient(planned) : planned;
  if (!faults.hits('not-stored')) await store.commit(event);
  return faults.hits('drop-after') ? undefined : acknowledge(message, { ...answering, code: 'AA' });
}

function checkMessage(message: Message, type: MessageType): void {
  checkHeader(message);
  checkOrder(message, orderOf(type));
  if (!isReadable(message)) throw Refusal.error('102', 'OBX', 5);
}

function plan(
  message: Message,
  type: Exclude<MessageType, 'QRY^T12^QRY_T12'>,
  store: DocumentStore,
  at: string,
): StoredEvent {
  const told = (event: 'T02' | 'T10' | 'T11'): ToldDocument => readDocument(message, event);
  switch (type) {
    case 'MDM^T02^MDM_T02':
      return store.planNew(told('T02'), at);
    case 'MDM^T10^MDM_T02':
      return store.planReplacement(told('T10'), at);
    case 'MDM^T11^MDM_T01':
      return store.planCancellation(told('T11'), at);
  }
}

/** In the character set of the request; where that cannot hold what is stored, there is no answer to give. */
function emitted(
  answer: Message,
  { message, characterSet }: { readonly message: Message; readonly characterSet: CharacterSet },
): Buffer | undefined {
  const at = new Date().toISOString();
  return (
    emitMessage(answer, characterSet) ??
    emitMessage(
      acknowledge(message, {
        at,
        controlId: randomBytes(10).toString('hex'),
        code: 'AE',
        errors: [{ code: '207' }],
      }),
      characterSet,
    )
  );
}
