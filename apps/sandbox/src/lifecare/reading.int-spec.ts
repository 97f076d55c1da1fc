import {
  CLIENT,
  OTHER_CLIENT,
  clientReference,
  consent,
  documentReference,
  pair,
  replacement,
} from '../../testing/bundles.js';
import { type Answer, LifecareStand, issueCodes } from '../../testing/start-lifecare.js';
import { objectAt, objectsAt, textAt } from '../json.js';

const SERIES = 'urn:kuittaus:series';
const IDENTITY_CODE = 'urn:oid:1.2.246.21';

const found = ({ body }: Answer): readonly (string | undefined)[] =>
  objectsAt(body, 'entry').map((entry) =>
    textAt(objectsAt(objectAt(entry, 'resource'), 'identifier')[0], 'value'),
  );

describe('reading from the Lifecare stand-in', () => {
  let stand: LifecareStand;
  let id: string;
  beforeAll(async () => {
    stand = await LifecareStand.start();
    const master = { masterIdentifier: { system: 'urn:kuittaus:version', value: 'v-1' } };
    const first = await stand.transaction(pair(documentReference('k-1', master)));
    const location = textAt(objectAt(objectsAt(first.body, 'entry')[0], 'response'), 'location') ?? '';
    id = location.split('/')[1] ?? '';
    await stand.transaction(
      replacement(documentReference('k-1', { ...master, description: 'Korjattu' }), id, '1'),
    );
    const other = { subject: clientReference(OTHER_CLIENT) };
    for (const key of ['k-2', 'k-3']) await stand.transaction(pair(documentReference(key, other)));
    await stand.transaction(pair(documentReference('k|4,5')));
    await stand.transaction(pair(consent('k-6')));
  });
  afterAll(() => stand.stop());

  it.each([
    ['our key', { identifier: `${SERIES}|k-1` }, ['k-1']],
    ['an escaped key', { identifier: `${SERIES}|k\\|4\\,5` }, ['k|4,5']],
    ['the version specific identifier', { identifier: 'urn:kuittaus:version|v-1' }, ['k-1']],
    ['a key that is not there', { identifier: `${SERIES}|k-9` }, []],
    ['the same value of another system', { identifier: 'urn:kuittaus:other|k-1' }, []],
    ['the client', { 'patient.identifier': `${IDENTITY_CODE}|${OTHER_CLIENT}` }, ['k-2', 'k-3']],
    ['the subject', { 'subject.identifier': `${IDENTITY_CODE}|${OTHER_CLIENT}` }, ['k-2', 'k-3']],
    ['the subject by modifier', { 'subject:identifier': `${IDENTITY_CODE}|${CLIENT}` }, ['k-1', 'k|4,5']],
    [
      'key and client',
      { identifier: `${SERIES}|k-2`, 'patient:identifier': `${IDENTITY_CODE}|${OTHER_CLIENT}` },
      ['k-2'],
    ],
    [
      'key and another client',
      { identifier: `${SERIES}|k-2`, 'patient.identifier': `${IDENTITY_CODE}|${CLIENT}` },
      [],
    ],
    ['key and status', { identifier: `${SERIES}|k-2`, status: 'superseded' }, []],
    ['a status', { status: 'current' }, ['k-1', 'k-2', 'k-3', 'k|4,5']],
  ])('finds documents by %s', async (_title, parameters, keys) => {
    const answer = await stand.search('DocumentReference', parameters);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: keys.length });
    expect(found(answer).toSorted()).toEqual(keys.toSorted());
  });

  it('finds the newest version, under its address', async () => {
    const answer = await stand.search('DocumentReference', { _id: id });
    expect(answer.body).toMatchObject({
      entry: [
        {
          fullUrl: `${stand.address}/fhir/DocumentReference/${id}`,
          resource: { id, description: 'Korjattu', meta: { versionId: '2' } },
          search: { mode: 'match' },
        },
      ],
    });
  });

  it('searches one type only', async () => {
    expect(found(await stand.search('Consent', { identifier: `${SERIES}|k-1` }))).toEqual([]);
    expect(
      found(await stand.search('Consent', { 'patient.identifier': `${IDENTITY_CODE}|${CLIENT}` })),
    ).toEqual(['k-6']);
  });

  it('counts all matches when fewer are asked for', async () => {
    const answer = await stand.search('DocumentReference', { status: 'current', _count: '1' });
    expect(answer.body['total']).toBe(4);
    expect(objectsAt(answer.body, 'entry')).toHaveLength(1);
  });

  it('finds a Patient for every artificial client, and for no other', async () => {
    const codes = ['020594X903P', '020594X903P', '120575-907C', '010190-' + '123M'];
    const totals = [];
    for (const code of codes) {
      totals.push((await stand.search('Patient', { identifier: `${IDENTITY_CODE}|${code}` })).body['total']);
    }
    expect(totals).toEqual([1, 1, 1, 0]);
  });

  it.each([
    ['without a criterion', {}],
    ['by an unknown parameter', { family: 'Meikäläinen' }],
    ['for a subject, which a Consent has not', { 'subject.identifier': `${IDENTITY_CODE}|${CLIENT}` }],
    ['by a value without system', { identifier: 'k-1' }],
    ['by alternatives', { identifier: `${SERIES}|k-1,${SERIES}|k-2` }],
    ['for an empty value', { identifier: `${SERIES}|` }],
    ['for no entries', { identifier: `${SERIES}|k-1`, _count: '0' }],
    ['for too many entries', { identifier: `${SERIES}|k-1`, _count: '201' }],
  ])('refuses a search %s', async (_title, parameters) => {
    const answer = await stand.search('Consent', parameters);
    expect(answer.status).toBe(400);
    expect(issueCodes(answer)).toHaveLength(1);
  });

  it('refuses a search in another form, and of another type', async () => {
    const headers = { 'Content-Type': 'application/fhir+json' };
    expect((await stand.fhir('/Consent/_search', { method: 'POST', headers, body: '{}' })).status).toBe(415);
    expect((await stand.search('Observation', { identifier: 'a|b' })).status).toBe(404);
  });

  it('reads the newest version with its etag', async () => {
    const answer = await stand.fhir(`/DocumentReference/${id}`);
    expect(answer.body).toMatchObject({ id, description: 'Korjattu' });
    expect(answer.headers.get('etag')).toBe('W/"2"');
    expect(Date.parse(answer.headers.get('last-modified') ?? '')).toBeGreaterThan(0);
  });

  it('reads an older version with its etag', async () => {
    const answer = await stand.fhir(`/DocumentReference/${id}/_history/1`);
    expect(answer.headers.get('etag')).toBe('W/"1"');
    expect(answer.body).not.toHaveProperty('description');
  });

  it('tells the history, newest first', async () => {
    const answer = await stand.fhir(`/DocumentReference/${id}/_history`);
    expect(answer.body).toMatchObject({
      type: 'history',
      total: 2,
      entry: [
        { request: { method: 'PUT' }, response: { etag: 'W/"2"' } },
        { request: { method: 'POST' }, response: { etag: 'W/"1"' } },
      ],
    });
  });

  it.each([
    '/DocumentReference/nobody',
    '/Observation/x',
    '/DocumentReference/x/_history',
    '/nothing/at/all/here',
  ])('answers 404 to %s', async (path) => {
    const answer = await stand.fhir(path);
    expect([answer.status, issueCodes(answer)]).toEqual([404, ['not-found']]);
  });

  it('answers 404 to a version that does not exist, and to a record as another type', async () => {
    expect((await stand.fhir(`/DocumentReference/${id}/_history/3`)).status).toBe(404);
    expect((await stand.fhir(`/Consent/${id}`)).status).toBe(404);
  });
});
