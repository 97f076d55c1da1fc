import { fieldOf, firstSegment, partOf, textOf } from '#hl7v2';
import type { Message, Segment } from '#hl7v2';
import { type ClientId, checkAuthor, clientOf } from './known-parties.js';
import { Refusal } from './refusal.js';
import { checkTimestamp, isDate, isTimestamp } from './segment-rules.js';

/** A document as an MDM message tells of it, checked. */
export interface ToldDocument {
  readonly number: string;
  readonly parent?: string;
  readonly type: string;
  readonly client: ClientId;
  /** EVN and PV1 too, which nobody asks for again; with what stands in them. */
  readonly segments: readonly Segment[];
}

/** HL7 tables 0271, 0272, 0273. */
const COMPLETIONS = ['DI', 'DO', 'IP', 'IN', 'PA', 'AU', 'LA'];
const CONFIDENTIALITIES = ['', 'V', 'R', 'U'];
/** The document types of this installation (table 0270 is the users' own). */
const DOCUMENT_TYPES = [
  'CONSENT',
  'RECOMMENDATION',
  'MEASURES',
  'PLAN',
  'CASE-NOTE',
  'CONTACT-NOTE',
  'VISIT',
  'STATISTICS',
  'CASE-MANAGER',
];
const DOCUMENT_NUMBER = /^[A-Za-z0-9.-]{1,64}$/;
const OBX_TYPES = ['FT', 'ST', 'DT', 'TS'];

/** @throws Refusal */
export function readDocument(message: Message, event: 'T02' | 'T10' | 'T11'): ToldDocument {
  const [evn, pid, pv1, txa] = ['EVN', 'PID', 'PV1', 'TXA'].map((name) => firstSegment(message, name));
  if (evn === undefined || pid === undefined || pv1 === undefined || txa === undefined) {
    throw Refusal.error('100', 'TXA', 1);
  }
  checkTimestamp(evn, 2);
  if (textOf(pv1, 2) !== 'N') throw Refusal.error('103', 'PV1', 2);
  const client = clientOf(pid);
  checkNotification(txa, event);
  const observations = message.segments.filter(({ name }) => name === 'OBX');
  observations.forEach(checkObservation);
  const parent = event === 'T10' ? documentNumber(txa, 13) : undefined;
  return {
    number: documentNumber(txa, 12),
    ...(parent !== undefined && { parent }),
    type: textOf(txa, 2),
    client,
    segments: [evn, pid, pv1, txa, ...observations],
  };
}

function checkNotification(txa: Segment, event: 'T02' | 'T10' | 'T11'): void {
  if (textOf(txa, 1) !== '1') throw Refusal.error('102', 'TXA', 1);
  if (!DOCUMENT_TYPES.includes(textOf(txa, 2))) throw Refusal.error('103', 'TXA', 2);
  if (textOf(txa, 3) !== 'FT') throw Refusal.error('103', 'TXA', 3);
  checkTimestamp(txa, 4);
  checkAuthor(txa);
  const hasParent = fieldOf(txa, 13).length > 0;
  if (hasParent !== (event === 'T10')) throw Refusal.error(hasParent ? '102' : '101', 'TXA', 13);
  if (!COMPLETIONS.includes(textOf(txa, 17))) throw Refusal.error('103', 'TXA', 17);
  if (!CONFIDENTIALITIES.includes(textOf(txa, 18))) throw Refusal.error('103', 'TXA', 18);
  const availabilities = event === 'T11' ? ['CA'] : ['', 'AV'];
  if (!availabilities.includes(textOf(txa, 19))) throw Refusal.error('103', 'TXA', 19);
}

/** An EI: the number, and the namespace that says whose it is. */
function documentNumber(txa: Segment, field: number): string {
  const [identifier, ...others] = fieldOf(txa, field);
  const number = partOf(identifier, 1);
  if (others.length > 0 || !DOCUMENT_NUMBER.test(number)) throw Refusal.error('102', 'TXA', field);
  if (partOf(identifier, 2) === '') throw Refusal.error('101', 'TXA', field);
  return number;
}

function checkObservation(obx: Segment, index: number): void {
  const value = textOf(obx, 5);
  const type = textOf(obx, 2);
  if (textOf(obx, 1) !== String(index + 1)) throw Refusal.error('102', 'OBX', 1);
  if (!OBX_TYPES.includes(type)) throw Refusal.error('103', 'OBX', 2);
  if (textOf(obx, 3) === '' || textOf(obx, 3, 3) === '') throw Refusal.error('101', 'OBX', 3);
  if (textOf(obx, 11) !== 'F') throw Refusal.error('103', 'OBX', 11);
  // One text, in one piece: a delimiter that was not escaped would have cut it.
  const pieces = fieldOf(obx, 5).flat(2);
  const isValue = pieces.length === 1 && isOfType(value, type);
  if (!isValue) throw Refusal.error('102', 'OBX', 5);
}

function isOfType(value: string, type: string): boolean {
  if (type === 'DT') return isDate(value);
  if (type === 'TS') return isTimestamp(value);
  return type === 'FT' || !/[\r\n]/.test(value);
}
