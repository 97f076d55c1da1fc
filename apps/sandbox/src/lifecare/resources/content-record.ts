import { type JsonObject, isObject, objectAt, objectsAt, textAt } from '../../json.js';
import { identityOf } from '../validation/reference.js';
import type { ObjectRule } from '../validation/shape.js';
import { SERIES_SYSTEM } from './identities.js';
import type { ContentType } from './resource-types.js';

/** The facts of a content record that the journal and the versions rule are about. */

export type Operation = 'create' | 'replace' | 'nullify';

/** Coding system of the kind of record, the contract's words. */
export const RECORD_SYSTEM = 'urn:kuittaus:record';
export const ENTERED_IN_ERROR = 'entered-in-error';

const RECORD_KINDS: ReadonlySet<string> = new Set([
  'consent',
  'recommendation',
  'measures',
  'plan',
  'case-note',
  'contact-note',
  'visit',
  'statistics',
  'case-manager',
]);

/** Where each type says who its client is, and what kind of record it is. */
const PLACES: Readonly<Record<ContentType, { readonly client: string; readonly kind: string }>> = {
  Consent: { client: 'patient', kind: 'category' },
  DocumentReference: { client: 'subject', kind: 'type' },
  CarePlan: { client: 'subject', kind: 'category' },
};

const NULLIFYING: Readonly<Record<ContentType, readonly string[]>> = {
  // A withdrawn consent (`inactive`) stays a record of what was: it is replaced, not nullified.
  Consent: [ENTERED_IN_ERROR],
  DocumentReference: [ENTERED_IN_ERROR],
  CarePlan: [ENTERED_IN_ERROR, 'revoked'],
};

export const clientElement = (type: ContentType): string => PLACES[type].client;

export const clientReference = (type: ContentType, record: JsonObject): JsonObject | undefined =>
  objectAt(record, PLACES[type].client);

export const nullifies = (type: ContentType, record: JsonObject): boolean =>
  NULLIFYING[type].includes(textAt(record, 'status') ?? '');

/** @returns the values of our key; a valid record has exactly one */
export function seriesKeys(record: JsonObject): readonly string[] {
  return objectsAt(record, 'identifier')
    .map(identityOf)
    .filter((identity) => identity?.system === SERIES_SYSTEM)
    .map((identity) => identity?.value ?? '');
}

/** @returns the record kinds it is coded with; a valid record has exactly one */
export function recordKinds(type: ContentType, record: JsonObject): readonly string[] {
  const place = record[PLACES[type].kind];
  const concepts: readonly unknown[] = Array.isArray(place) ? place : [place];
  return concepts
    .filter(isObject)
    .flatMap((concept) => objectsAt(concept, 'coding'))
    .filter((one) => textAt(one, 'system') === RECORD_SYSTEM)
    .map((one) => textAt(one, 'code') ?? '');
}

/** The rules that all content records share: one series key, one record kind that fits the type. */
export function contentRules(type: ContentType): ObjectRule {
  return (value, path, findings) => {
    if (seriesKeys(value).length !== 1) findings.add('series', `${path}.identifier`);
    const [kind, ...others] = recordKinds(type, value);
    const fits =
      kind !== undefined && RECORD_KINDS.has(kind) && (kind === 'consent') === (type === 'Consent');
    if (!fits || others.length > 0) findings.add('record-kind', `${path}.${PLACES[type].kind}`);
  };
}
