import { randomUUID } from 'node:crypto';
import {
  OTHER_CLIENT,
  bySeries,
  carePlan,
  clientReference,
  consent,
  createEntry,
  documentReference,
  newUrl,
  pair,
  provenance,
  transaction,
} from '../../testing/bundles.js';
import { type RefusedRow, issueOf, without } from '../../testing/refused.js';
import { LifecareStand } from '../../testing/start-lifecare.js';
import { type JsonObject, objectsAt } from '../json.js';

const RECORD = 'Bundle.entry[0].resource';
const document = (different: JsonObject): JsonObject => pair(documentReference('k-1', different));
const plan = (different: JsonObject): JsonObject => pair(carePlan('k-1', different));
const permission = (different: JsonObject): JsonObject => pair(consent('k-1', different));
const withProvenance = (different: JsonObject): JsonObject => {
  const record = createEntry(documentReference('k-1'));
  return transaction(record, createEntry(provenance(String(record['fullUrl']), different)));
};
const request = (different: JsonObject): JsonObject => {
  const [first, ...others] = objectsAt(document({}), 'entry');
  return transaction({ ...first, request: { ...Object(first?.['request']), ...different } }, ...others);
};
const practitionerContained: JsonObject = {
  resourceType: 'Practitioner',
  id: 'p-1',
  name: [{ text: 'Liisa Lääkäri' }],
};

const REFUSED: readonly RefusedRow[] = [
  // Pairs
  [
    'a record without Provenance',
    transaction(createEntry(documentReference('k-1'))),
    'no-provenance',
    'Bundle.entry[0]',
  ],
  [
    'a Provenance of something outside its Bundle',
    transaction(
      ...objectsAt(document({}), 'entry'),
      createEntry(provenance(`DocumentReference/${randomUUID()}`)),
    ),
    'provenance-target',
    'Bundle.entry[2].resource.target[0]',
  ],
  [
    'a Provenance without writer',
    withProvenance({ agent: [{ type: { text: 'kirjaaja' } }] }),
    'required',
    'Bundle.entry[1].resource.agent[0].who',
  ],
  [
    'a Provenance without time',
    without(transaction(...objectsAt(document({}), 'entry').toReversed()), 'recorded'),
    'required',
    `${RECORD}.recorded`,
  ],
  // The frame
  [
    'a fullUrl that is no urn:uuid',
    transaction(createEntry(documentReference('k-1'), { fullUrl: 'urn:uuid:1' })),
    'full-url',
    'Bundle.entry[0].fullUrl',
  ],
  ['no entries', transaction(), 'empty', 'Bundle.entry'],
  [
    'an entry without request',
    transaction({ fullUrl: newUrl(), resource: documentReference('k-1') }),
    'required',
    'Bundle.entry[0].request',
  ],
  ['a DELETE', request({ method: 'DELETE' }), 'interaction', 'Bundle.entry[0].request.method'],
  ['a POST to another type', request({ url: 'Consent' }), 'request-url', 'Bundle.entry[0].request'],
  ['a POST with ifMatch', request({ ifMatch: 'W/"1"' }), 'request-url', 'Bundle.entry[0].request'],
  [
    'a resource type that is not taken',
    transaction(createEntry({ resourceType: 'Observation' })),
    'wrong-resource-type',
    RECORD,
  ],
  ['a PUT of a technical resource', technicalPut(), 'not-updatable', 'Bundle.entry[2]'],
  [
    'two records of one series',
    transaction(...objectsAt(document({}), 'entry'), ...objectsAt(document({}), 'entry')),
    'overlap',
    'Bundle.entry[2]',
  ],
  // References
  [
    'a fullUrl that is not in the Bundle',
    document({ author: [{ reference: newUrl() }] }),
    'unknown-reference',
    `${RECORD}.author[0].reference`,
  ],
  [
    'a reference to another type',
    document({ author: [{ reference: 'Patient/1' }] }),
    'reference-type',
    `${RECORD}.author[0].reference`,
  ],
  [
    'a reference to elsewhere',
    document({ author: [{ reference: 'https://example.org/fhir/Practitioner/1' }] }),
    'value',
    `${RECORD}.author[0].reference`,
  ],
  [
    'a contained resource that is missing',
    document({ author: [{ reference: '#p-1' }] }),
    'unknown-reference',
    `${RECORD}.author[0].reference`,
  ],
  [
    'a contained resource that nothing refers to',
    document({ contained: [practitionerContained] }),
    'contained-unused',
    `${RECORD}.contained[0]`,
  ],
  [
    'a contained resource of another type',
    document({ contained: [practitionerContained], custodian: { reference: '#p-1' } }),
    'reference-type',
    `${RECORD}.custodian.reference`,
  ],
  [
    'a Goal in a document',
    document({ contained: [{ resourceType: 'Goal', id: 'g' }] }),
    'wrong-resource-type',
    `${RECORD}.contained[0]`,
  ],
  [
    'a goal of another client',
    plan({
      contained: [
        {
          resourceType: 'Goal',
          id: 'goal-1',
          lifecycleStatus: 'active',
          description: { text: 'x' },
          subject: clientReference(OTHER_CLIENT),
        },
      ],
    }),
    'goal-subject',
    `${RECORD}.contained[0].subject`,
  ],
];

function technicalPut(): JsonObject {
  const resource = { resourceType: 'Practitioner', id: 'p-1', name: [{ text: 'x' }] };
  const put = { method: 'PUT', url: 'Practitioner/p-1', ifMatch: 'W/"1"' };
  return transaction(...objectsAt(document({}), 'entry'), { fullUrl: newUrl(), resource, request: put });
}

describe('the Lifecare stand-in refuses', () => {
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

  it.each([
    'identifier=k-1',
    'family=x',
    'identifier=urn:kuittaus:series|a&identifier=urn:kuittaus:series|b',
    '?',
  ])('the condition of a create %j', async (condition) => {
    expect((await stand.transaction(pair(documentReference('k-1'), condition))).status).toBe(400);
  });

  it('nothing of what the builders make by themselves', async () => {
    for (const bundle of [document({}), plan({}), permission({})]) {
      expect((await stand.transaction(bundle)).status).toBe(200);
    }
    expect((await stand.transaction(pair(documentReference('k-1'), bySeries('k-9')))).status).toBe(200);
  });
});
