import type { CodeableConcept, Coding, Identifier } from '#fhir';
import type { RecordKind } from '#domain';
import { archiveKeyOf, type RecordingOrder } from '#recording';

/** Our own identifier and code systems in the records; a URN each, since nobody resolves them. */
export const SERIES_SYSTEM = 'urn:kuittaus:series';
export const VERSION_SYSTEM = 'urn:kuittaus:version';
const ARCHIVE_SYSTEM = 'urn:kuittaus:archive';
export const RECORD_SYSTEM = 'urn:kuittaus:record';
export const SECTOR_SYSTEM = 'urn:kuittaus:sector';
export const CONSENT_FORM_SYSTEM = 'urn:kuittaus:consent-form';
const VISIBLE_SYSTEM = 'urn:kuittaus:visible-to-client';

/** Finnish titles, as a professional sees them in the list of documents. */
const TITLES: Readonly<Record<RecordKind, string>> = {
  consent: 'Suostumus moniammatilliseen käsittelyyn',
  recommendation: 'Työkykytiimin suositus',
  measures: 'Työkykytiimissä sovitut toimenpiteet',
  plan: 'Työkyvyn tuen suunnitelma',
  'case-note': 'Työkykytiimin asiakaskirjaus',
  'contact-note': 'Työkykytiimin yhteydenottokirjaus',
  visit: 'Käynti työkykytiimissä',
  statistics: 'Työkykytiimin tilastomerkintä',
  'case-manager': 'Asiakasvastaava',
};

export type RecordResourceType = 'Consent' | 'CarePlan' | 'DocumentReference';

export function resourceTypeOf(record: RecordKind): RecordResourceType {
  if (record === 'consent') return 'Consent';
  return record === 'plan' ? 'CarePlan' : 'DocumentReference';
}

export function seriesKey(order: RecordingOrder): Identifier {
  return { system: SERIES_SYSTEM, value: order.seriesKey };
}

/** Both keys of the record: what finds it over its versions, and what tells this version. */
export function recordIdentifiers(order: RecordingOrder): readonly Identifier[] {
  return [seriesKey(order), { system: VERSION_SYSTEM, value: order.versionKey }];
}

/** By what the document is found in Kanta, where the system archives it itself. */
export function archiveIdentifier(order: RecordingOrder): Identifier {
  return { system: ARCHIVE_SYSTEM, value: archiveKeyOf(order) };
}

export function titleOf(record: RecordKind): string {
  return TITLES[record];
}

export function recordKindConcept(record: RecordKind): CodeableConcept {
  return { coding: [{ system: RECORD_SYSTEM, code: record }], text: titleOf(record) };
}

export function visibilityCoding(order: RecordingOrder): Coding {
  return { system: VISIBLE_SYSTEM, code: String(order.visibleToClient) };
}

/**
 * A FHIR `instant` of an RFC 3339 time: RFC 3339 also allows small letters, a space for the T, and a leap
 * second, which many servers' clocks do not know.
 */
export function instant(rfc3339: string): string {
  const upper = rfc3339.toUpperCase();
  return `${upper.slice(0, 10)}T${upper.slice(11).replace(/^(\d\d:\d\d):60/, '$1:59')}`;
}
