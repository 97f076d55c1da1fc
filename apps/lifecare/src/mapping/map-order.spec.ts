import { createHash } from 'node:crypto';
import type { CarePlan, Consent, DocumentReference, Provenance, TransactionBundle } from '#fhir';
import type { RecordKind } from '#domain';
import type { RecordingOrder } from '#recording';
import { COUNSELLOR, PHYSICIAN, anOrder, nextVersion, temporaryClient } from '#recording/testing';
import { MissingPreviousVersion } from '../lifecare.errors.js';
import { mapOrder, type MappingSetup } from './map-order.js';

const NOW = new Date('2026-03-02T09:00:00.123Z');
const DOCUMENTS = [
  'recommendation',
  'measures',
  'case-note',
  'contact-note',
  'visit',
  'statistics',
  'case-manager',
] as const;
const RECORDS: readonly RecordKind[] = ['consent', 'plan', ...DOCUMENTS];
const PREVIOUS = { targetId: '17', targetVersion: '3' };

function mapped(order: RecordingOrder, setup: MappingSetup = {}): TransactionBundle['entry'] {
  return mapOrder(order, setup, NOW).entry;
}

function recordOf(order: RecordingOrder, setup: MappingSetup = {}): Consent | CarePlan | DocumentReference {
  return mapped(order, setup)[0]?.resource as Consent | CarePlan | DocumentReference;
}

const consentOf = (...args: Parameters<typeof recordOf>) => recordOf(...args) as Consent;
const planOf = (...args: Parameters<typeof recordOf>) => recordOf(...args) as CarePlan;
const documentOf = (...args: Parameters<typeof recordOf>) => recordOf(...args) as DocumentReference;

function provenanceOf(order: RecordingOrder, setup: MappingSetup = {}): Provenance {
  return mapped(order, setup)[1]?.resource as Provenance;
}

/** The text as a reader of the record gets it back. */
function textOf(resource: Consent | CarePlan | DocumentReference): string {
  if (resource.resourceType === 'CarePlan') return resource.description;
  const attachment =
    resource.resourceType === 'Consent' ? resource.sourceAttachment : resource.content[0].attachment;
  return Buffer.from(attachment.data, 'base64').toString('utf8');
}

describe('every record', () => {
  it.each(RECORDS)('carries both keys, its kind and its whole text: %s', (record) => {
    const order = anOrder(record);
    const resource = recordOf(order);
    expect(resource.identifier).toEqual([
      { system: 'urn:kuittaus:series', value: order.seriesKey },
      { system: 'urn:kuittaus:version', value: order.versionKey },
    ]);
    expect(textOf(resource)).toBe(order.text);
    const kinds = resource.resourceType === 'DocumentReference' ? [resource.type] : resource.category;
    expect(kinds[0]).toMatchObject({ coding: [{ system: 'urn:kuittaus:record', code: record }] });
  });

  it.each(RECORDS)('survives being JSON without a change: %s', (record) => {
    const entries = mapped(anOrder(record));
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });

  it.each(RECORDS)('is the same on every attempt: %s', (record) => {
    const order = anOrder(record);
    expect(mapped(order)).toEqual(mapped(order));
  });

  it.each([
    ['a personal identity code', {}, { system: 'urn:oid:1.2.246.21', value: '010594Y9032' }],
    [
      'a temporary id',
      temporaryClient('t-1'),
      { system: 'urn:oid:1.2.246.10.2048198.22.2026', value: 't-1' },
    ],
  ])('is of the client by %s', (_, changes, identifier) => {
    const client = { type: 'Patient', identifier };
    expect(consentOf(anOrder('consent', changes)).patient).toEqual(client);
    expect(planOf(anOrder('plan', changes)).subject).toEqual(client);
    expect(documentOf(anOrder('visit', changes)).subject).toEqual(client);
  });

  it.each([true, false])('says whether the client may see it: %s', (visibleToClient) => {
    const coding = { system: 'urn:kuittaus:visible-to-client', code: String(visibleToClient) };
    const changes = { visibleToClient };
    expect(consentOf(anOrder('consent', changes)).meta?.tag).toEqual([coding]);
    expect(planOf(anOrder('plan', changes)).meta?.tag).toEqual([coding]);
    expect(documentOf(anOrder('visit', changes)).securityLabel).toEqual([{ coding: [coding] }]);
  });
});

describe('a consent', () => {
  it('holds what was agreed, and until when', () => {
    expect(consentOf(anOrder('consent'))).toMatchObject({
      resourceType: 'Consent',
      status: 'active',
      dateTime: '2026-02-20',
      scope: { coding: [{ code: 'patient-privacy' }] },
      provision: {
        type: 'permit',
        period: { end: '2027-02-20' },
        purpose: [
          { system: 'urn:kuittaus:sector', code: 'health' },
          { system: 'urn:kuittaus:sector', code: 'social' },
        ],
      },
    });
  });

  it.each([
    ['withdrawn for some sectors stays active', ['health'], 'active'],
    ['withdrawn as a whole is inactive', [], 'inactive'],
  ] as const)('%s', (_, covers, status) => {
    const first = anOrder('consent');
    if (first.content.record !== 'consent') throw new Error('Not a consent');
    const content = { ...first.content, covers, withdrawnAt: '2026-05-01T08:00:00Z' };
    const order = nextVersion(first, { operation: 'replace', previous: PREVIOUS, content });
    const consent = consentOf(order);
    expect(consent.status).toBe(status);
    expect(consent.provision.purpose?.map(({ code }) => code) ?? []).toEqual(covers);
  });

  it('without an end has no period', () => {
    const first = anOrder('consent');
    if (first.content.record !== 'consent') throw new Error('Not a consent');
    const { validUntil: _end, ...content } = first.content;
    expect(consentOf({ ...first, content }).provision).not.toHaveProperty('period');
  });
});

describe('a plan', () => {
  it('has its goals, measures and responsible people as elements of their own', () => {
    const plan = planOf(anOrder('plan'));
    expect(plan).toMatchObject({ status: 'active', intent: 'plan', created: '2026-03-02T10:15:00+02:00' });
    expect(plan.goal).toEqual([{ reference: '#goal-1' }, { reference: '#goal-2' }]);
    expect(plan.activity?.[0]).toEqual({
      detail: {
        status: 'not-started',
        description: 'Varaa aika työterveyteen',
        scheduledPeriod: { end: '2026-04-15' },
        performer: [{ reference: '#responsible-1', display: PHYSICIAN.name }],
      },
    });
    expect(plan.activity?.[1]?.detail).not.toHaveProperty('scheduledPeriod');
    expect(plan.contained?.map(({ id }) => id)).toEqual([
      'responsible-1',
      'responsible-2',
      'goal-1',
      'goal-2',
    ]);
  });

  it('without goals and measures has no empty lists', () => {
    const order = anOrder('plan', {
      content: { record: 'plan', handledOn: '2026-03-02', goals: [], measures: [] },
    });
    const plan = planOf(order);
    for (const list of ['goal', 'activity', 'contained']) expect(plan).not.toHaveProperty(list);
  });
});

describe('a document', () => {
  it.each(DOCUMENTS)('holds the text with its size and SHA-1: %s', (record) => {
    const order = anOrder(record);
    const bytes = Buffer.from(order.text);
    expect(documentOf(order)).toMatchObject({
      status: 'current',
      docStatus: 'final',
      content: [
        {
          attachment: {
            contentType: 'text/plain; charset=utf-8',
            size: bytes.length,
            hash: createHash('sha1').update(bytes).digest('base64'),
          },
        },
      ],
    });
  });

  it.each([
    ['2026-03-02T10:15:00+02:00', '2026-03-02T10:15:00+02:00'],
    ['2026-03-02t10:15:00.5z', '2026-03-02T10:15:00.5Z'],
    ['2026-12-31 23:59:60Z', '2026-12-31T23:59:59Z'],
  ])('is of the instant of the decision: %s', (decidedAt, date) => {
    expect(documentOf(anOrder('visit', { decidedAt })).date).toBe(date);
  });
});

describe('writers and organisations', () => {
  const practitioner = {
    type: 'Practitioner',
    identifier: { system: 'urn:oid:1.2.246.537.26', value: '00000000001' },
    display: PHYSICIAN.name,
  };

  it('are known by their identifiers', () => {
    const document = documentOf(anOrder());
    expect(document.author).toEqual([practitioner]);
    expect(document.custodian).toEqual({
      type: 'Organization',
      identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.2048198' },
      display: PHYSICIAN.organisation.name,
    });
    expect(document).not.toHaveProperty('contained');
  });

  it('are contained by name where there is no identifier', () => {
    const document = documentOf(anOrder('visit', { recorder: COUNSELLOR }));
    expect(document.author).toEqual([{ reference: '#author', display: COUNSELLOR.name }]);
    expect(document.custodian).toEqual({ reference: '#custodian', display: COUNSELLOR.organisation.name });
    expect(document.contained).toEqual([
      { resourceType: 'Practitioner', id: 'author', name: [{ text: COUNSELLOR.name }] },
      { resourceType: 'Organization', id: 'custodian', name: COUNSELLOR.organisation.name },
    ]);
  });

  it('give way to the register holder of the endpoint, as custodian', () => {
    const setup = { registerHolder: { name: 'Hyvinvointialue', oid: '1.2.246.10.32213238.19.1' } };
    const custodian = {
      type: 'Organization',
      identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.32213238.19.1' },
      display: 'Hyvinvointialue',
    };
    expect(documentOf(anOrder(), setup).custodian).toEqual(custodian);
    expect(consentOf(anOrder('consent'), setup).organization).toEqual([custodian]);
    expect(provenanceOf(anOrder(), setup).agent.at(-1)?.who).toEqual(custodian);
  });

  it('stand in the provenance: the recorder, those whose duty it is too, the register holder', () => {
    const provenance = provenanceOf(anOrder('visit', { onBehalfOf: [PHYSICIAN, COUNSELLOR] }));
    expect(provenance.agent.map(({ type, who }) => [type.coding?.[0]?.code, who.display])).toEqual([
      ['author', PHYSICIAN.name],
      ['performer', COUNSELLOR.name],
      ['CST', PHYSICIAN.organisation.name],
    ]);
    expect(provenance.recorded).toBe('2026-03-02T09:00:00.123Z');
  });
});

describe('the transaction', () => {
  it('creates only what is not there, and points the provenance to it', () => {
    const order = anOrder();
    const [record, provenance] = mapped(order);
    expect(record?.request).toEqual({
      method: 'POST',
      url: 'DocumentReference',
      ifNoneExist: `identifier=urn:kuittaus:series|${order.seriesKey}`,
    });
    expect(record?.resource).not.toHaveProperty('id');
    expect(provenance?.request).toEqual({ method: 'POST', url: 'Provenance' });
    expect(provenance?.resource).toMatchObject({ target: [{ reference: record?.fullUrl }] });
    expect(record?.fullUrl).not.toBe(provenance?.fullUrl);
  });

  it.each([
    ['replace', 'consent', 'Consent', 'active'],
    ['replace', 'plan', 'CarePlan', 'active'],
    ['replace', 'visit', 'DocumentReference', 'current'],
    ['nullify', 'consent', 'Consent', 'entered-in-error'],
    ['nullify', 'plan', 'CarePlan', 'entered-in-error'],
    ['nullify', 'visit', 'DocumentReference', 'entered-in-error'],
  ] as const)('puts a %s of a %s over the version it knows', (operation, kind, type, status) => {
    const order = nextVersion(anOrder(kind), { operation, previous: PREVIOUS });
    const [record, provenance] = mapped(order);
    expect(record?.request).toEqual({ method: 'PUT', url: `${type}/17`, ifMatch: 'W/"3"' });
    expect(record?.resource).toMatchObject({ resourceType: type, id: '17', status });
    expect(provenance?.resource).toMatchObject({ target: [{ reference: `${type}/17` }] });
  });

  it.each(['replace', 'nullify'] as const)('is not made for a %s of nothing', (operation) => {
    expect(() => mapped(anOrder('visit', { operation }))).toThrow(MissingPreviousVersion);
  });
});
