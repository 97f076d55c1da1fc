import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject } from '../src/json.js';

/** Valid resources and Bundles; each function takes what is to be different. */

export const CLIENT = '010594Y9032';
export const OTHER_CLIENT = '010516B903X';

const series = (value: string): JsonObject => ({ system: 'urn:kuittaus:series', value });
export const kind = (code: string): JsonObject => ({ coding: [{ system: 'urn:kuittaus:record', code }] });
export const clientReference = (value = CLIENT, system = 'urn:oid:1.2.246.21'): JsonObject => ({
  type: 'Patient',
  identifier: { system, value },
});
const organisation: JsonObject = {
  type: 'Organization',
  identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.2048198.10.0' },
};
const practitioner: JsonObject = {
  type: 'Practitioner',
  identifier: { system: 'urn:oid:1.2.246.537.26', value: '00099901' },
};

export function attachment(text: string, different: JsonObject = {}): JsonObject {
  const bytes = Buffer.from(text);
  return {
    contentType: 'text/plain; charset=utf-8',
    language: 'fi',
    data: bytes.toString('base64'),
    size: bytes.length,
    hash: createHash('sha1').update(bytes).digest('base64'),
    ...different,
  };
}

export function documentReference(key: string, different: JsonObject = {}): JsonObject {
  return {
    resourceType: 'DocumentReference',
    identifier: [series(key)],
    status: 'current',
    docStatus: 'final',
    type: kind('recommendation'),
    subject: clientReference(),
    date: '2026-11-17T12:30:00+02:00',
    author: [practitioner],
    custodian: organisation,
    content: [{ attachment: attachment('Suositellaan kuntoutusselvitystä.') }],
    ...different,
  };
}

export function consent(key: string, different: JsonObject = {}): JsonObject {
  return {
    resourceType: 'Consent',
    identifier: [series(key)],
    status: 'active',
    scope: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
    },
    category: [kind('consent')],
    patient: clientReference(),
    dateTime: '2026-10-05',
    organization: [organisation],
    policyRule: { text: 'Tiimin suostumuslomake' },
    sourceAttachment: attachment('Suostumus annettu kirjallisesti.'),
    provision: {
      type: 'permit',
      period: { start: '2026-10-05' },
      purpose: [{ system: 'urn:kuittaus:sector', code: 'health', display: 'terveydenhuolto' }],
    },
    ...different,
  };
}

export function carePlan(key: string, different: JsonObject = {}): JsonObject {
  return {
    resourceType: 'CarePlan',
    contained: [
      {
        resourceType: 'Goal',
        id: 'goal-1',
        lifecycleStatus: 'active',
        description: { text: 'Paluu työelämään' },
        subject: clientReference(),
      },
    ],
    identifier: [series(key)],
    status: 'active',
    intent: 'plan',
    category: [kind('plan')],
    title: 'Työkyvyn tuen suunnitelma',
    subject: clientReference(),
    created: '2026-11-17',
    author: practitioner,
    goal: [{ reference: '#goal-1' }],
    activity: [
      {
        detail: {
          status: 'not-started',
          description: 'Työkokeilupaikan kartoitus.',
          scheduledPeriod: { end: '2027-01-31' },
          performer: [practitioner],
        },
      },
    ],
    ...different,
  };
}

export function provenance(target: string, different: JsonObject = {}): JsonObject {
  return {
    resourceType: 'Provenance',
    target: [{ reference: target }],
    recorded: '2026-11-17T12:30:01+02:00',
    agent: [{ who: practitioner, onBehalfOf: organisation }],
    ...different,
  };
}

export interface EntryParts {
  readonly fullUrl?: string;
  readonly ifNoneExist?: string;
}

export function createEntry(
  resource: JsonObject,
  { fullUrl = newUrl(), ifNoneExist }: EntryParts = {},
): JsonObject {
  const condition = ifNoneExist === undefined ? {} : { ifNoneExist };
  return { fullUrl, resource, request: { method: 'POST', url: resource['resourceType'], ...condition } };
}

export const transaction = (...entry: readonly JsonObject[]): JsonObject => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry,
});

/** A record and its Provenance. */
export function pair(record: JsonObject, ifNoneExist?: string): JsonObject {
  const fullUrl = newUrl();
  const first = createEntry(record, { fullUrl, ...(ifNoneExist === undefined ? {} : { ifNoneExist }) });
  return transaction(first, createEntry(provenance(fullUrl)));
}

/** The next version of a stored record, and its Provenance; `ifMatch` is the version it replaces. */
export function replacement(record: JsonObject, id: string, ifMatch: string): JsonObject {
  const fullUrl = newUrl();
  const url = `${String(record['resourceType'])}/${id}`;
  const put = {
    fullUrl,
    resource: { ...record, id },
    request: { method: 'PUT', url, ifMatch: `W/"${ifMatch}"` },
  };
  return transaction(put, createEntry(provenance(fullUrl)));
}

export const bySeries = (key: string): string => `identifier=urn:kuittaus:series|${key}`;

export const newUrl = (): string => `urn:uuid:${randomUUID()}`;
