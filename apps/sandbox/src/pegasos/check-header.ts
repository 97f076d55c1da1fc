import { headerOf, isCharacterSet, textOf } from '#hl7v2';
import type { Message } from '#hl7v2';
import { Refusal } from './refusal.js';
import { checkSegments, checkTimestamp } from './segment-rules.js';

/** MSH-9 of every message that is taken, with the order of its segments. */
const ORDERS = {
  'MDM^T02^MDM_T02': 'MSH EVN PID PV1 TXA OBX+',
  'MDM^T10^MDM_T02': 'MSH EVN PID PV1 TXA OBX+',
  'MDM^T11^MDM_T01': 'MSH EVN PID PV1 TXA',
  'QRY^T12^QRY_T12': 'MSH QRD',
} as const;
export type MessageType = keyof typeof ORDERS;

export const orderOf = (type: MessageType): string => ORDERS[type];

/**
 * Says what a message is, from its header.
 * @throws Refusal (reject) where it is none that this system takes
 */
export function typeOf(message: Message): MessageType {
  const header = headerOf(message);
  const [code, event, structure] = [1, 2, 3].map((component) => textOf(header, 9, component));
  const types = Object.keys(ORDERS) as MessageType[];
  if (!types.some((type) => type.startsWith(`${code ?? ''}^`))) throw Refusal.reject('200', 'MSH', 9);
  if (!types.some((type) => type.startsWith(`${code ?? ''}^${event ?? ''}^`))) {
    throw Refusal.reject('201', 'MSH', 9);
  }
  const type = types.find((known) => known === [code, event, structure].join('^'));
  if (type === undefined) throw Refusal.reject('200', 'MSH', 9);
  return type;
}

/** @throws Refusal */
export function checkHeader(message: Message): void {
  const header = headerOf(message);
  if (!['P', 'T', 'D'].includes(textOf(header, 11))) throw Refusal.reject('202', 'MSH', 11);
  if (textOf(header, 12) !== '2.5') throw Refusal.reject('203', 'MSH', 12);
  checkSegments(message);
  checkTimestamp(header, 7);
  if (!/^[!-~]{1,20}$/.test(textOf(header, 10))) throw Refusal.error('102', 'MSH', 10);
  if (!isCharacterSet(textOf(header, 18))) throw Refusal.error('103', 'MSH', 18);
}
