import { helsinkiDay } from '#domain';
import type { Fault } from '../../http/problem.js';
import { isDate, isDateTime } from '../event-dto/formats.js';
import { objectAt, textAt } from '../json/read-loosely.js';
import type { JsonObject } from '../json/json-value.js';

/**
 * The only two pairs of dates that are compared (`contract/README.md`, Fine print, Dates refused). A date is
 * never refused for lying in the past or in the future.
 */
export function dateFaults(data: JsonObject): Fault[] {
  const consent = objectAt(data, 'consent');
  const givenOn = dateAt(consent, 'givenOn');
  const validUntil = dateAt(consent, 'validUntil');
  const handledOn = dateAt(data, 'handledOn');
  const decidedOn = helsinkiDayAt(data, 'decidedAt');

  return [
    ...(isBefore(validUntil, givenOn) ? [{ path: '/data/consent/validUntil', code: 'date-order' }] : []),
    ...(isBefore(decidedOn, handledOn) ? [{ path: '/data/decidedAt', code: 'date-order' }] : []),
  ];
}

const isBefore = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one < other;

function dateAt(value: JsonObject | undefined, key: string): string | undefined {
  const text = textAt(value, key);
  return text !== undefined && isDate(text) ? text : undefined;
}

function helsinkiDayAt(value: JsonObject, key: string): string | undefined {
  const text = textAt(value, key);
  return text !== undefined && isDateTime(text) ? helsinkiDay(new Date(text)) : undefined;
}
