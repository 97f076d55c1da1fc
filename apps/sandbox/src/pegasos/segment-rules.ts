import { fieldOf, textOf } from '#hl7v2';
import type { Message, Segment } from '#hl7v2';
import { Refusal } from './refusal.js';

const TIMESTAMP = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,4})?([+-]\d{4})?$/;
const DATE = /^(\d{4})(\d\d)(\d\d)$/;

/** Which fields a segment may have here, and which of them it must have. */
interface SegmentRule {
  readonly required: readonly number[];
  readonly optional: readonly number[];
}

const RULES: Readonly<Record<string, SegmentRule>> = {
  MSH: { required: [1, 2, 3, 5, 7, 9, 10, 11, 12, 18], optional: [4, 6, 13, 17, 19] },
  EVN: { required: [2], optional: [7] },
  // No address, telephone or municipality: nothing of them belongs into these messages.
  PID: { required: [3, 5], optional: [1, 7, 8] },
  PV1: { required: [2], optional: [1, 3] },
  TXA: { required: [1, 2, 3, 4, 9, 12, 17], optional: [6, 13, 18, 19] },
  OBX: { required: [1, 2, 3, 5, 11], optional: [4] },
  QRD: { required: [1, 2, 3, 4, 7, 8, 9, 10], optional: [] },
};

/** @throws Refusal where a segment lacks a field, or has one that it may not have */
export function checkSegments(message: Message): void {
  for (const segment of message.segments) {
    const rule = RULES[segment.name];
    if (rule === undefined) throw Refusal.error('100', segment.name, 1);
    const missing = rule.required.find((field) => fieldOf(segment, field).length === 0);
    if (missing !== undefined) throw Refusal.error('101', segment.name, missing);
    const allowed = [...rule.required, ...rule.optional];
    const strange = segment.fields.findIndex((field, at) => field.length > 0 && !allowed.includes(at + 1));
    if (strange !== -1) throw Refusal.error('102', segment.name, strange + 1);
  }
}

/** @param names as in `MSH EVN PID PV1 TXA OBX+`; a plus: one or more */
export function checkOrder({ segments }: Message, names: string): void {
  const pattern = new RegExp(`^${names.replace(/([A-Z0-9]{3})(\+?) ?/g, '(?:$1 )$2')}$`);
  const actual = segments.map(({ name }) => `${name} `).join('');
  if (!pattern.test(actual)) throw Refusal.error('100', segments.at(-1)?.name ?? 'MSH', 1);
}

/** @throws Refusal where the field is no time of HL7 */
export function checkTimestamp(segment: Segment, field: number): void {
  if (!isTimestamp(textOf(segment, field))) throw Refusal.error('102', segment.name, field);
}

export function isTimestamp(text: string): boolean {
  const [, year, month, day, hour = '', minute = '', second = ''] = TIMESTAMP.exec(text) ?? [];
  return exists(year, month, day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  return exists(year, month, day);
}

function exists(year = '', month = '', day = ''): boolean {
  const at = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.getUTCDate() === Number(day);
}
