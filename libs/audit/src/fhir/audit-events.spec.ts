import { Fhir } from 'fhir';
import { BUNDLE_FORMAT } from '../bundle.js';
import type { AuditBundle } from '../bundle.js';
import { ENTRY_KINDS } from '../entry-kinds.js';
import { entryBytes } from '../entry.js';
import type { AuditEntry } from '../entry.js';
import { leafHash } from '../merkle/hashing.js';
import type { AuditEvent } from './audit-event.js';
import { auditEventsOf } from './audit-events.js';

// R4's own definitions in a library that others made, and what IHE BALP 1.1 asks of a disclosure's source.

const library = new Fhir();
const CLIENT = 'c'.repeat(64);
const PERSON = 'b'.repeat(64);

const written: AuditEntry = {
  schema: 'kuittaus-audit-entry/1',
  index: 7,
  id: '8',
  kind: 'attempt.ended',
  class: 'recording',
  at: '2026-11-17T10:00:00.000Z',
  loggedAt: '2026-11-17T10:00:01.000Z',
  who: { type: 'app', id: 'lifecare' },
  what: { record: 'recommendation', operation: 'create', channel: 'automatic', attempt: 'write' },
  about: { client: CLIENT },
  why: {
    purpose: 'work-ability-support',
    legalBasis: 'client-consent',
    consent: { id: 'S-1', version: 1 },
    rule: 'kaarina-1',
    practiceVersion: '3',
  },
  from: { team: 'kaarina' },
  to: { system: 'lifecare', endpoint: 'lifecare-varha' },
  outcome: { outcome: 'recorded', code: 'created' },
  decision: { team: 'kaarina', id: 'TT-1', version: 1, ordinal: 4 },
  task: '0191d0a4-0000-7000-8000-000000000001',
  attempt: '0191d0a4-0000-7000-8000-000000000002',
};
const byHand: AuditEntry = {
  ...written,
  kind: 'task.attested',
  class: 'act',
  who: { type: 'person', id: PERSON, role: 'case-manager', participant: 'p1' },
  to: { system: 'kela', endpoint: 'kela' },
  outcome: { state: 'attested' },
};
const readByPerson: AuditEntry = {
  ...byHand,
  kind: 'content.read',
  class: 'use',
  outcome: {},
};
const taken: AuditEntry = {
  ...written,
  kind: 'decision.taken',
  class: 'intake',
  who: { type: 'sender', id: 'sample' },
  outcome: {},
};
const exported: AuditEntry = {
  ...readByPerson,
  kind: 'audit.exported',
  class: 'administration',
  who: { type: 'person', id: PERSON, role: 'auditor' },
  facts: { purpose: 'client-request' },
};

function bundleOf(...entries: readonly AuditEntry[]): AuditBundle {
  return {
    format: BUNDLE_FORMAT,
    manifest: {
      export: '0191d0a4-0000-7000-8000-00000000000a',
      exportedAt: '2026-11-18T10:00:00.000Z',
      origin: 'kuittaus.example/audit',
      selection: { type: 'log' },
      purpose: 'supervision',
      size: 100,
      entries: entries.length,
      digests: { entries: '', checkpoints: '', receipts: '' },
    },
    policy: '',
    checkpoints: [],
    consistency: [],
    entries: entries.map((entry, index) => ({ index, body: entryBytes(entry).toString() })),
    neighbours: [],
    receipts: [],
    receiptKeys: {},
    clients: [],
  };
}

const eventsOf = (...entries: readonly AuditEntry[]): readonly AuditEvent[] =>
  (auditEventsOf(bundleOf(...entries)).entry ?? []).map(({ resource }) => resource);
const eventOf = (entry: AuditEntry): AuditEvent => eventsOf(entry)[0]!;

function faultsOf(resource: object): readonly unknown[] {
  const { messages } = library.validate(JSON.parse(JSON.stringify(resource)), { errorOnUnexpected: true });
  return messages.filter(({ severity }) => ['fatal', 'error'].includes(String(severity)));
}

const KINDS: readonly (readonly [string, AuditEntry])[] = [
  ['a write that was taken', written],
  ['a write of which it is not known', { ...written, outcome: { outcome: 'unknown', code: 'timeout' } }],
  ['a replacement', { ...written, what: { ...written.what!, operation: 'replace' } }],
  ['what a person recorded', byHand],
  ['a look into the content', readByPerson],
  ['a decision that came in', taken],
  ['an export', exported],
];

describe('an audit event in FHIR', () => {
  it.each(KINDS)('of %s is R4 by an independent library, and goes through XML', (_, entry) => {
    const bundle = auditEventsOf(bundleOf(entry));
    expect(bundle.entry).toHaveLength(1);
    expect(faultsOf(bundle)).toEqual([]);
    expect(faultsOf(eventOf(entry))).toEqual([]);
    const asSent: object = JSON.parse(JSON.stringify(bundle));
    expect(library.xmlToObj(library.objToXml(asSent))).toEqual(asSent);
  });

  it.each([
    ['action', 'X'],
    ['outcome', '5'],
    ['recorded', undefined],
    ['source', undefined],
    ['agents', []],
  ])('is no R4 with %s as %j', (name, value) => {
    expect(faultsOf({ ...eventOf(written), [name]: value })).not.toEqual([]);
  });

  it('of a write is a disclosure at its source, as BALP asks', () => {
    const event = eventOf(written);
    expect(event.meta.profile).toEqual([
      'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PrivacyDisclosure.Source',
    ]);
    expect(event.type).toMatchObject({
      system: 'http://dicom.nema.org/resources/ontology/DCM',
      code: '110106',
    });
    expect(event.action).toBe('R');
    expect(event.subtype).toContainEqual(
      expect.objectContaining({
        system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
        code: 'disclose',
      }),
    );
    const agent = (code: string) =>
      event.agent.filter(({ type }) => type.coding.some((coding) => coding.code === code));
    const [[source], [recipient], [custodian], [authorizer]] = [
      agent('110153'),
      agent('110152'),
      agent('159541003'),
      agent('429577009'),
    ];
    // val-audit-source: the one who tells is the one who gave.
    expect(source!.who).toEqual(event.source.observer);
    expect(source!.network).toBeDefined();
    expect(recipient).toMatchObject({
      who: { identifier: { value: 'lifecare-varha' } },
      network: { type: '5' },
      requestor: false,
    });
    expect(custodian!.who.identifier.value).toBe('kaarina');
    expect(authorizer!.who).toEqual(event.entity[0]!.what);
    expect(event.entity.length).toBeGreaterThanOrEqual(2);
    expect(event.entity[0]).toMatchObject({
      what: { type: 'Patient', identifier: { value: CLIENT } },
      type: { code: '1' },
      role: { code: '1' },
    });
    expect(event.purposeOfEvent).toEqual([
      { coding: [{ system: 'https://kuittaus.example/audit/purpose', code: 'work-ability-support' }] },
    ]);
  });

  it('says whether a record came to be or was changed, and when it is not known that it arrived', () => {
    const codes = (operation: string) =>
      eventOf({ ...written, what: { ...written.what!, operation } }).subtype.map(({ code }) => code);
    expect([codes('create'), codes('replace'), codes('nullify')]).toEqual([
      ['disclose', 'create'],
      ['disclose', 'update'],
      ['disclose', 'update'],
    ]);
    expect(eventOf(written).outcome).toBe('0');
    expect(eventOf({ ...written, outcome: { outcome: 'unknown' } })).toMatchObject({
      outcome: '4',
      outcomeDesc: 'unknown',
    });
  });

  it('names who did it by a digest, and for what they said', () => {
    expect(eventOf(byHand).agent).toContainEqual({
      type: { coding: [expect.objectContaining({ code: 'AUT' })] },
      who: {
        type: 'Practitioner',
        identifier: { system: 'https://kuittaus.example/audit/person', value: PERSON },
      },
      requestor: true,
      role: [{ coding: [{ system: 'https://kuittaus.example/audit/role', code: 'case-manager' }] }],
    });
    expect(eventOf(exported).purposeOfEvent?.[0]?.coding[0]?.code).toBe('client-request');
    for (const [, entry] of KINDS) {
      expect(eventOf(entry).agent.filter(({ requestor }) => requestor)).toHaveLength(1);
    }
  });

  it('leads back to the proven entry', () => {
    const event = eventOf(written);
    expect(event.id).toBe('entry-7');
    expect(event.entity.at(-1)).toMatchObject({
      what: { identifier: { value: '7' } },
      detail: [{ type: 'leafHash', valueBase64Binary: leafHash(entryBytes(written)).toString('base64') }],
    });
  });

  it('is made of what tells of a client’s data, and of nothing else', () => {
    const refused = { ...written, outcome: { outcome: 'rejected' } };
    const looked = { ...written, what: { ...written.what!, attempt: 'look-up' } };
    const { about: _, ...ofNobody } = exported;
    expect(eventsOf(refused, looked, ofNobody)).toEqual([]);
    const kinds = Object.keys(ENTRY_KINDS).filter((kind) => eventsOf({ ...written, kind }).length > 0);
    expect(kinds).toEqual([
      'decision.taken',
      'attempt.ended',
      'task.attested',
      'content.read',
      'client.searched',
      'decision.read',
      'audit.exported',
      'audit.disclosures-read',
    ]);
    expect(faultsOf(auditEventsOf(bundleOf(refused)))).toEqual([]);
  });
});
