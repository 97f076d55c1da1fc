import type { CarePlan, Consent, DocumentReference, RecordResource } from '#fhir';
import type { RecordKind } from '#domain';
import { anOrder, nextVersion } from '#recording/testing';
import { compareRecord } from './compare-record.js';
import { mapRecord } from './mapping/map-order.js';

const expected = {
  document: mapRecord(anOrder('visit'), {}) as DocumentReference,
  consent: mapRecord(anOrder('consent'), {}) as Consent,
  plan: mapRecord(anOrder('plan'), {}) as CarePlan,
};

/** As a server gives it back: JSON, with elements of its own. */
function asStored(resource: RecordResource, changes: object = {}): unknown {
  const meta = { ...resource.meta, versionId: '1', lastUpdated: '2026-03-02T10:00:00Z' };
  return JSON.parse(
    JSON.stringify({ ...resource, id: '17', meta, text: { status: 'generated' }, ...changes }),
  );
}

function wrapped(base64: string): string {
  return base64.replace(/(.{20})/g, '$1\n');
}

describe('a record that was read back', () => {
  it.each<RecordKind>(['consent', 'plan', 'visit', 'recommendation', 'statistics'])(
    'is equal, whatever the server added: %s',
    (kind) => {
      const resource = mapRecord(anOrder(kind), {});
      expect(compareRecord(resource, asStored(resource))).toEqual([]);
    },
  );

  it('is equal when its base64 came back in lines', () => {
    const [{ attachment }] = expected.document.content;
    const content = [{ attachment: { ...attachment, data: wrapped(attachment.data) } }];
    expect(compareRecord(expected.document, asStored(expected.document, { content }))).toEqual([]);
  });

  const other = { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: '020594X903P' } };
  const [{ attachment }] = expected.document.content;
  const altered = { ...attachment, data: Buffer.from('Muutettu').toString('base64') };

  it.each<readonly [string, RecordResource, object, readonly string[]]>([
    ['another client', expected.document, { subject: other }, ['client']],
    ['another client of a consent', expected.consent, { patient: other }, ['client']],
    [
      'a client under another system',
      expected.document,
      { subject: { identifier: { ...expected.document.subject.identifier, system: 'urn:oid:1.2' } } },
      ['client'],
    ],
    ['a client by address only', expected.document, { subject: { reference: 'Patient/1' } }, ['client']],
    ['another text', expected.document, { content: [{ attachment: altered }] }, ['content']],
    ['a second text', expected.document, { content: [{ attachment }, { attachment: altered }] }, ['content']],
    ['no text', expected.document, { content: undefined }, ['content']],
    ['another kind', expected.document, { type: { coding: [] } }, ['content']],
    ['another text of a consent', expected.consent, { sourceAttachment: altered }, ['content']],
    ['another day of consent', expected.consent, { dateTime: '2026-02-21' }, ['content']],
    [
      'another end of consent',
      expected.consent,
      { provision: { ...expected.consent.provision, period: {} } },
      ['content'],
    ],
    [
      'more sectors',
      expected.consent,
      { provision: { ...expected.consent.provision, purpose: [] } },
      ['content'],
    ],
    ['another text of a plan', expected.plan, { description: `${expected.plan.description} ` }, ['content']],
    ['fewer goals', expected.plan, { contained: [] }, ['content']],
    ['fewer measures', expected.plan, { activity: [] }, ['content']],
    ['a status of its own', expected.document, { status: 'superseded' }, ['status']],
    ['no version key', expected.plan, { identifier: expected.plan.identifier.slice(0, 1) }, ['version']],
    [
      'nothing of ours',
      expected.consent,
      { patient: 7, sourceAttachment: null, status: [], identifier: {}, provision: 'x' },
      ['client', 'content', 'status', 'version'],
    ],
  ])('differs by %s', (_, resource, changes, differences) => {
    expect(compareRecord(resource, asStored(resource, changes))).toEqual(differences);
  });

  it('differs from its nullification in status and version', () => {
    const order = anOrder('visit');
    const nullify = nextVersion(order, {
      operation: 'nullify',
      previous: { targetId: '17', targetVersion: '1' },
    });
    const stored = asStored(mapRecord(order, {}));
    expect(compareRecord(mapRecord(nullify, {}), stored)).toEqual(['status', 'version']);
  });
});
