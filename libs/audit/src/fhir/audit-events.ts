import type { AuditBundle } from '../bundle.js';
import { disclosureOf } from '../disclosures.js';
import type { AuditEntry } from '../entry.js';
import { leafHash } from '../merkle/hashing.js';
import type { AuditEvent, AuditEventBundle } from './audit-event.js';
import { agentsOf } from './agents.js';
import type { EventKind, Names } from './agents.js';
import {
  APPLICATION_SERVER,
  CREATE,
  DISCLOSE,
  EXPORT,
  IMPORT,
  PATIENT_ROLE,
  PERSON,
  READ,
  REPORT_ROLE,
  REST,
  SECURITY_RESOURCE_ROLE,
  SYSTEM_OBJECT,
  UPDATE,
} from './coding.js';
import type { Coding } from './coding.js';

const PROFILES = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit';
const PROFILE_OF = {
  disclosed: `${PROFILES}.PrivacyDisclosure.Source`,
  received: `${PROFILES}.PrivacyDisclosure.Recipient`,
  used: `${PROFILES}.PatientRead`,
} as const satisfies Record<EventKind, string>;
const TYPE_OF = { disclosed: EXPORT, received: IMPORT, used: REST } as const;

/** What tells that it is not known whether the system took the data. */
const UNSURE = 'unknown';

/**
 * The disclosures, receipts and uses of clients' data among an export's entries as R4 AuditEvents, by the patterns of
 * IHE BALP 1.1: one event a write that arrived or may have, one a decision that came in, one a look into a client's
 * data. It holds what the entries hold: a client is the commitment, a person a keyed digest. Like the CSV it proves
 * nothing; each event names its entry by index and leaf hash.
 */
export function auditEventsOf({ manifest, entries }: AuditBundle): AuditEventBundle {
  const base = `https://${manifest.origin}`;
  const events = entries.flatMap(({ body }) => eventOf(body, base) ?? []);
  return {
    resourceType: 'Bundle',
    type: 'collection',
    identifier: { system: `${base}/export`, value: manifest.export },
    timestamp: manifest.exportedAt,
    // R4 has no empty lists.
    ...(events.length === 0
      ? {}
      : { entry: events.map((resource) => ({ fullUrl: `${base}/AuditEvent/${resource.id}`, resource })) }),
  };
}

function eventOf(body: string, base: string): AuditEvent | undefined {
  const entry = JSON.parse(body) as AuditEntry;
  const kind = kindOf(entry);
  if (kind === undefined || entry.about === undefined) return undefined;
  const names: Names = {
    name: (type, value, resource) => ({
      ...(resource === undefined ? {} : { type: resource }),
      identifier: { system: `${base}/${type}`, value },
    }),
    address: (type, value) => `${base}/${type}/${value}`,
  };
  const isUnsure = entry.outcome?.outcome === UNSURE;
  const purpose = disclosureOf(entry)?.purpose ?? entry.why?.purpose;
  return {
    resourceType: 'AuditEvent',
    id: `entry-${entry.index}`,
    meta: { profile: [PROFILE_OF[kind]] },
    type: TYPE_OF[kind],
    subtype: subtypesOf(kind, entry),
    action: kind === 'received' ? 'C' : 'R',
    period: { start: entry.at, end: entry.at },
    recorded: entry.loggedAt,
    outcome: isUnsure ? '4' : '0',
    ...(isUnsure ? { outcomeDesc: UNSURE } : {}),
    ...(purpose === undefined
      ? {}
      : { purposeOfEvent: [{ coding: [{ system: `${base}/purpose`, code: purpose }] }] }),
    agent: agentsOf(kind, entry, names),
    source: {
      site: base,
      observer: names.name('service', 'kuittaus', 'Device'),
      type: [APPLICATION_SERVER],
    },
    entity: entitiesOf(entry, body, names),
  };
}

function kindOf(entry: AuditEntry): EventKind | undefined {
  return entry.kind === 'decision.taken' ? 'received' : disclosureOf(entry)?.type;
}

function subtypesOf(kind: EventKind, { what }: AuditEntry): readonly Coding[] {
  switch (kind) {
    case 'used':
      return [READ];
    case 'received':
      return [DISCLOSE, CREATE];
    case 'disclosed':
      return [DISCLOSE, what?.operation === 'create' ? CREATE : UPDATE];
  }
}

function entitiesOf(entry: AuditEntry, body: string, { name }: Names): AuditEvent['entity'] {
  const { about, decision, task, what, why, index } = entry;
  const details = Object.entries({
    record: what?.record,
    operation: what?.operation,
    outcome: entry.outcome?.outcome,
    legalBasis: why?.legalBasis,
    practiceVersion: why?.practiceVersion,
    attempt: entry.attempt,
  }).flatMap(([type, valueString]) => (valueString === undefined ? [] : [{ type, valueString }]));
  const data =
    task === undefined
      ? name('decision', `${decision?.team ?? ''}/${decision?.id ?? ''}`)
      : name('task', task, 'Task');
  return [
    { what: name('client', about?.client ?? '', 'Patient'), type: PERSON, role: PATIENT_ROLE },
    {
      what: data,
      type: SYSTEM_OBJECT,
      role: REPORT_ROLE,
      ...(details.length === 0 ? {} : { detail: details }),
    },
    ...(why?.consent === undefined
      ? []
      : [
          {
            what: name('consent', why.consent.id, 'Consent'),
            type: SYSTEM_OBJECT,
            role: SECURITY_RESOURCE_ROLE,
          },
        ]),
    {
      what: name('entry', String(index)),
      type: SYSTEM_OBJECT,
      role: SECURITY_RESOURCE_ROLE,
      detail: [{ type: 'leafHash', valueBase64Binary: leafHash(Buffer.from(body)).toString('base64') }],
    },
  ];
}
