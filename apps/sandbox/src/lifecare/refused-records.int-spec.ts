import {
  OTHER_CLIENT,
  attachment,
  carePlan,
  clientReference,
  consent,
  createEntry,
  documentReference,
  kind,
  pair,
  transaction,
} from '../../testing/bundles.js';
import { type RefusedRow, issueOf, without } from '../../testing/refused.js';
import { LifecareStand, issueCodes } from '../../testing/start-lifecare.js';
import { type JsonObject, objectsAt } from '../json.js';

const RECORD = 'Bundle.entry[0].resource';
const document = (different: JsonObject): JsonObject => pair(documentReference('k-1', different));
const plan = (different: JsonObject): JsonObject => pair(carePlan('k-1', different));
const permission = (different: JsonObject): JsonObject => pair(consent('k-1', different));
const attached = (different: JsonObject): JsonObject =>
  document({ content: [{ attachment: attachment('Teksti', different) }] });
const writer = (system: string, value: string): JsonObject => ({
  type: 'Practitioner',
  identifier: { system, value },
});
const beside = (...resources: readonly JsonObject[]): JsonObject =>
  transaction(...objectsAt(document({}), 'entry'), ...resources.map((resource) => createEntry(resource)));

const REFUSED: readonly RefusedRow[] = [
  // Our key and the record's kind
  [
    'a record without series key',
    document({ identifier: [{ system: 'urn:kuittaus:version', value: 'v' }] }),
    'series',
    `${RECORD}.identifier`,
  ],
  [
    'a record with two series keys',
    document({ identifier: ['a', 'b'].map((value) => ({ system: 'urn:kuittaus:series', value })) }),
    'series',
    `${RECORD}.identifier`,
  ],
  ['a record without kind', document({ type: { text: 'Suositus' } }), 'record-kind', `${RECORD}.type`],
  ['a record of an unknown kind', document({ type: kind('recept') }), 'record-kind', `${RECORD}.type`],
  ['a consent as a document', document({ type: kind('consent') }), 'record-kind', `${RECORD}.type`],
  ['a plan as a Consent', permission({ category: [kind('plan')] }), 'record-kind', `${RECORD}.category`],
  [
    'a record that begins in error',
    document({ status: 'entered-in-error' }),
    'status-on-create',
    `${RECORD}.status`,
  ],
  // R4: elements and value sets
  ['a document without status', without(document({}), 'status'), 'required', `${RECORD}.status`],
  ['a document without content', without(document({}), 'content'), 'required', `${RECORD}.content`],
  ['a document of an unknown status', document({ status: 'final' }), 'code', `${RECORD}.status`],
  [
    'an element that R4 does not know',
    document({ kantaArchive: 'queued' }),
    'unknown-element',
    `${RECORD}.kantaArchive`,
  ],
  [
    'a CarePlan with custodian, which R4 has not',
    plan({ custodian: { display: 'x' } }),
    'unknown-element',
    `${RECORD}.custodian`,
  ],
  ['a CarePlan without intent', without(plan({}), 'intent'), 'required', `${RECORD}.intent`],
  [
    'a CarePlan activity without status',
    plan({ activity: [{ detail: { description: 'x' } }] }),
    'required',
    `${RECORD}.activity[0].detail.status`,
  ],
  [
    'a CarePlan activity with two schedules',
    plan({
      activity: [
        { detail: { status: 'scheduled', scheduledString: 'x', scheduledPeriod: { end: '2027-01-31' } } },
      ],
    }),
    'choice',
    `${RECORD}.activity[0].detail`,
  ],
  [
    'a Consent without policy rule',
    without(permission({}), 'policyRule'),
    'required',
    `${RECORD}.policyRule`,
  ],
  [
    'a Consent of another scope',
    permission({ scope: { coding: [{ system: 'urn:x:y', code: 'research' }] } }),
    'code',
    `${RECORD}.scope`,
  ],
  [
    'a Consent with a bare actor',
    permission({ provision: { actor: [{ role: { text: 'x' } }] } }),
    'required',
    `${RECORD}.provision.actor[0].reference`,
  ],
  ['an extension', document({ extension: [{ url: 'urn:x:y', valueString: 'x' }] }), 'extension', RECORD],
  [
    'an unknown profile',
    document({ meta: { profile: ['urn:x:profile'] } }),
    'profile',
    `${RECORD}.meta.profile[0]`,
  ],
  ['a null', document({ description: null }), 'value', `${RECORD}.description`],
  ['an empty list', document({ category: [] }), 'empty', `${RECORD}.category`],
  ['an empty text', document({ description: ' ' }), 'empty', `${RECORD}.description`],
  ['a list where one is expected', document({ status: ['current'] }), 'not-repeatable', `${RECORD}.status`],
  [
    'one where a list is expected',
    document({ author: writer('urn:oid:1.2.246.537.26', '1') }),
    'not-a-list',
    `${RECORD}.author`,
  ],
  // Dates
  ['a day that does not exist', plan({ created: '2026-02-30' }), 'value', `${RECORD}.created`],
  ['an instant without offset', document({ date: '2026-11-17T12:30:00' }), 'value', `${RECORD}.date`],
  ['a date where an instant is expected', document({ date: '2026-11-17' }), 'value', `${RECORD}.date`],
  [
    'a period that ends first',
    plan({ period: { start: '2026-11-17', end: '2026-11-16' } }),
    'period',
    `${RECORD}.period`,
  ],
  // Attachments
  ['data that are no base64', attached({ data: 'ei%' }), 'base64', `${RECORD}.content[0].attachment.data`],
  [
    'base64 without padding',
    attached({ data: 'VGVrc3Rp_w' }),
    'base64',
    `${RECORD}.content[0].attachment.data`,
  ],
  [
    'data that are no UTF-8',
    attached({ data: Buffer.from([0xe4, 0xf6]).toString('base64') }),
    'base64',
    `${RECORD}.content[0].attachment.data`,
  ],
  [
    'another media type',
    attached({ contentType: 'text/plain' }),
    'media-type',
    `${RECORD}.content[0].attachment.contentType`,
  ],
  [
    'a wrong hash',
    attached({ hash: Buffer.alloc(20).toString('base64') }),
    'hash',
    `${RECORD}.content[0].attachment.hash`,
  ],
  ['a wrong size', attached({ size: 7 }), 'size', `${RECORD}.content[0].attachment.size`],
  [
    'data elsewhere',
    attached({ url: 'https://example.org/x' }),
    'unknown-element',
    `${RECORD}.content[0].attachment.url`,
  ],
  // Who
  [
    'an identity code with a wrong check character',
    document({ subject: clientReference('010594Y9033') }),
    'client-identifier',
    `${RECORD}.subject.identifier`,
  ],
  [
    'an identity code of a real range',
    document({ subject: clientReference('010190-' + '123M') }),
    'unknown-client',
    `${RECORD}.subject.identifier`,
  ],
  [
    'a client system that is no OID',
    document({ subject: clientReference('1', 'urn:x:y') }),
    'client-identifier',
    `${RECORD}.subject.identifier`,
  ],
  [
    'a client by name only',
    document({ subject: { display: 'Matti Meikäläinen' } }),
    'required',
    `${RECORD}.subject.identifier`,
  ],
  [
    'a client that is an organisation',
    document({ subject: { ...clientReference(), type: 'Group' } }),
    'reference-type',
    `${RECORD}.subject.type`,
  ],
  [
    'a writer by a system that is not for professionals',
    document({ author: [writer('urn:oid:1.2.246.21', OTHER_CLIENT)] }),
    'writer-identifier',
    `${RECORD}.author[0].identifier`,
  ],
  [
    'an organisation that is no OID',
    document({ custodian: { identifier: { system: 'urn:ietf:rfc:3986', value: 'Kela' } } }),
    'writer-identifier',
    `${RECORD}.custodian.identifier`,
  ],
  [
    'a Patient whose identity code is not official',
    beside({
      resourceType: 'Patient',
      identifier: [{ use: 'temp', system: 'urn:oid:1.2.246.21', value: OTHER_CLIENT }],
    }),
    'code',
    'Bundle.entry[2].resource.identifier[0].use',
  ],
  [
    'a Patient with an address',
    beside({
      resourceType: 'Patient',
      identifier: [{ system: 'urn:oid:1.2.246.21', value: OTHER_CLIENT }],
      address: [{ city: 'Kaarina' }],
    }),
    'unknown-element',
    'Bundle.entry[2].resource.address',
  ],
  [
    'a Practitioner without name',
    beside({ resourceType: 'Practitioner', active: true }),
    'required',
    'Bundle.entry[2].resource.name',
  ],
  [
    'a Practitioner with an identity code',
    beside({
      resourceType: 'Practitioner',
      name: [{ text: 'x' }],
      identifier: [{ system: 'urn:oid:1.2.246.21', value: OTHER_CLIENT }],
    }),
    'writer-identifier',
    'Bundle.entry[2].resource.identifier[0]',
  ],
  [
    'an Organization without name or identifier',
    beside({ resourceType: 'Organization', active: true }),
    'required',
    'Bundle.entry[2].resource.name',
  ],
];

describe('the Lifecare stand-in refuses a record with', () => {
  let stand: LifecareStand;
  beforeAll(async () => {
    stand = await LifecareStand.start();
  });
  afterAll(() => stand.stop());

  it.each(REFUSED)('%s', async (_title, bundle, code, expression) => {
    const answer = await stand.transaction(bundle);
    expect(answer.status).toBe(422);
    expect(objectsAt(answer.body, 'issue')).toContainEqual(
      expect.objectContaining(issueOf(code, expression)),
    );
    expect(await stand.journal()).toEqual([]);
  });

  it('all faults of a Bundle at once, and repeats no value', async () => {
    const answer = await stand.transaction(
      document({
        status: 'salaisuus',
        date: 'salaisuus',
        subject: clientReference('salaisuus'),
        'Matti Meikäläinen': 1,
      }),
    );
    expect(issueCodes(answer).toSorted()).toEqual(['client-identifier', 'code', 'unknown-element', 'value']);
    expect(answer.text).not.toMatch(/salaisuus|Meikäläinen/);
  });
});
