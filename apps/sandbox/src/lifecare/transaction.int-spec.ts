import { randomUUID } from 'node:crypto';
import {
  CLIENT,
  bySeries,
  carePlan,
  clientReference,
  consent,
  createEntry,
  documentReference,
  pair,
  provenance,
  replacement,
  transaction,
} from '../../testing/bundles.js';
import { type Answer, LifecareStand, issueCodes } from '../../testing/start-lifecare.js';
import { objectAt, objectsAt, textAt } from '../json.js';

/** Locations of a transaction's answer, in order: `Type/id` and version. */
function locations({
  body,
}: Answer): readonly { address: string; id: string; version: string; status: string }[] {
  return objectsAt(body, 'entry').map((entry) => {
    const response = objectAt(entry, 'response');
    const [type = '', id = '', , version = ''] = (textAt(response, 'location') ?? '').split('/');
    return { address: `${type}/${id}`, id, version, status: textAt(response, 'status') ?? '' };
  });
}

describe('a transaction of the Lifecare stand-in', () => {
  let stand: LifecareStand;
  beforeEach(async () => {
    stand = await LifecareStand.start();
  });
  afterEach(() => stand.stop());

  const store = async (record: Parameters<typeof pair>[0]) =>
    locations(await stand.transaction(pair(record)))[0]!;

  it('stores a record with its Provenance, and answers with location, etag and time', async () => {
    const answer = await stand.transaction(pair(documentReference('k-1')));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [
        {
          response: {
            status: '201 Created',
            location: expect.stringMatching(/^DocumentReference\/[^/]+\/_history\/1$/),
            etag: 'W/"1"',
            lastModified: expect.stringMatching(/Z$/),
          },
        },
        { response: { status: '201 Created', location: expect.stringMatching(/^Provenance\//) } },
      ],
    });
  });

  it('takes Consents and CarePlans in the same way', async () => {
    const plan = createEntry(carePlan('k-2'));
    const given = createEntry(consent('k-3'));
    const who = [plan, given].map((entry) => createEntry(provenance(String(entry['fullUrl']))));
    expect((await stand.transaction(transaction(plan, given, ...who))).status).toBe(200);
    expect((await stand.journal()).map(({ record }) => record)).toEqual(['plan', 'consent']);
  });

  it('answers a repeated conditional create with the location of the first, and stores nothing', async () => {
    const bundle = pair(documentReference('k-1'), bySeries('k-1'));
    const first = locations(await stand.transaction(bundle));
    const again = locations(await stand.transaction(bundle));
    expect(again.map(({ address }) => address)).toEqual(first.map(({ address }) => address));
    expect(again.map(({ status }) => status)).toEqual(['200 OK', '200 OK']);
    expect(await stand.journal()).toHaveLength(1);
  });

  it('gives one record for 50 parallel copies of one conditional create', async () => {
    // With token and connections at hand, the copies meet at the store.
    for (const round of [1, 50]) {
      await Promise.all(Array.from({ length: round }, () => stand.fhir('/Consent/x')));
    }
    const copies = Array.from({ length: 50 }, () =>
      stand.transaction(pair(documentReference('k-1'), bySeries('k-1'))),
    );
    const answers = await Promise.all(copies);
    expect(new Set(answers.map((answer) => locations(answer)[0]?.id)).size).toBe(1);
    expect(answers.filter((answer) => locations(answer)[0]?.status === '201 Created')).toHaveLength(1);
    expect(await stand.journal()).toHaveLength(1);
  });

  it('refuses a conditional create where two records match', async () => {
    await store(documentReference('k-1'));
    await store(documentReference('k-1'));
    const answer = await stand.transaction(pair(documentReference('k-1'), bySeries('k-1')));
    expect([answer.status, issueCodes(answer)]).toEqual([412, ['several-matches']]);
    expect(await stand.journal()).toHaveLength(2);
  });

  it('creates anew beside a nullified record when the condition asks for the status too', async () => {
    const { id } = await store(documentReference('k-1'));
    await stand.transaction(replacement(documentReference('k-1', { status: 'entered-in-error' }), id, '1'));
    const answer = await stand.transaction(
      pair(documentReference('k-1'), `${bySeries('k-1')}&status=current`),
    );
    expect(locations(answer)[0]).toMatchObject({ status: '201 Created' });
    expect((await stand.journal()).map(({ operation }) => operation)).toEqual([
      'create',
      'nullify',
      'create',
    ]);
  });

  it('keeps every version when a record is replaced', async () => {
    const { id, address } = await store(documentReference('k-1'));
    const changed = documentReference('k-1', { description: 'Korjattu' });
    const answer = await stand.transaction(replacement(changed, id, '1'));
    expect(locations(answer)[0]).toMatchObject({ id, version: '2', status: '200 OK' });
    expect(await stand.journal()).toMatchObject([
      { id, version: '1', operation: 'create' },
      { id, version: '2', operation: 'replace' },
    ]);
    const first = await stand.fhir(`/${address}/_history/1`);
    expect(first.body).not.toHaveProperty('description');
    expect((await stand.fhir(`/${address}`)).body).toMatchObject({
      description: 'Korjattu',
      meta: { versionId: '2' },
    });
  });

  it('refuses to replace another version than the newest', async () => {
    const { id } = await store(documentReference('k-1'));
    await stand.transaction(replacement(documentReference('k-1'), id, '1'));
    const stale = await stand.transaction(replacement(documentReference('k-1'), id, '1'));
    const future = await stand.transaction(replacement(documentReference('k-1'), id, '3'));
    expect([stale, future].map((answer) => [answer.status, ...issueCodes(answer)])).toEqual([
      [412, 'stale-version'],
      [412, 'stale-version'],
    ]);
    expect(await stand.journal()).toHaveLength(2);
  });

  it('lets one of 20 parallel replacements of one version through', async () => {
    const { id } = await store(documentReference('k-1'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => stand.transaction(replacement(documentReference('k-1'), id, '1'))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await stand.journal()).toHaveLength(2);
  });

  it('refuses to replace without ifMatch, and what is not there', async () => {
    const { id } = await store(documentReference('k-1'));
    const [put, who] = objectsAt(replacement(documentReference('k-1'), id, '1'), 'entry');
    const unmatched = { ...put, request: { method: 'PUT', url: `DocumentReference/${id}` } };
    const bare = await stand.transaction(transaction(unmatched, who!));
    const unknown = await stand.transaction(replacement(documentReference('k-1'), randomUUID(), '1'));
    expect([bare, unknown].map((answer) => [answer.status, ...issueCodes(answer)])).toEqual([
      [400, 'version-missing'],
      [404, 'not-found'],
    ]);
  });

  it.each([
    ['DocumentReference', documentReference, 'entered-in-error'],
    ['Consent', consent, 'entered-in-error'],
    ['CarePlan', carePlan, 'entered-in-error'],
    ['CarePlan', carePlan, 'revoked'],
  ] as const)('nullifies a %s by a status', async (_type, record, status) => {
    const { id } = await store(record('k-1'));
    await stand.transaction(replacement(record('k-1', { status }), id, '1'));
    expect((await stand.journal()).map(({ operation }) => operation)).toEqual(['create', 'nullify']);
  });

  it('replaces a consent that was withdrawn', async () => {
    const { id } = await store(consent('k-1'));
    await stand.transaction(replacement(consent('k-1', { status: 'inactive' }), id, '1'));
    expect((await stand.journal()).map(({ operation }) => operation)).toEqual(['create', 'replace']);
  });

  it('takes no version after entered-in-error, neither an older nor a newer one', async () => {
    const { id } = await store(documentReference('k-1'));
    await stand.transaction(replacement(documentReference('k-1', { status: 'entered-in-error' }), id, '1'));
    const answers = [
      await stand.transaction(replacement(documentReference('k-1'), id, '1')),
      await stand.transaction(replacement(documentReference('k-1'), id, '2')),
    ];
    expect(answers.map((answer) => [answer.status, ...issueCodes(answer)])).toEqual([
      [409, 'nullified'],
      [409, 'nullified'],
    ]);
    expect(await stand.journal()).toHaveLength(2);
  });

  it('refuses a version with another series key', async () => {
    const { id } = await store(documentReference('k-1'));
    const answer = await stand.transaction(replacement(documentReference('k-2'), id, '1'));
    expect([answer.status, issueCodes(answer)]).toEqual([409, ['series-changed']]);
  });

  it('stores nothing of a Bundle of which one entry fails', async () => {
    const { id } = await store(documentReference('k-1'));
    const stale = objectsAt(replacement(documentReference('k-1'), id, '7'), 'entry');
    const fresh = objectsAt(pair(consent('k-2')), 'entry');
    expect((await stand.transaction(transaction(...fresh, ...stale))).status).toBe(412);
    expect(await stand.journal()).toHaveLength(1);
    expect((await stand.search('Consent', { identifier: 'urn:kuittaus:series|k-2' })).body['total']).toBe(0);
  });

  it('puts addresses in the place of fullUrls and conditional references', async () => {
    const patient = createEntry({
      resourceType: 'Patient',
      identifier: [{ system: 'urn:oid:1.2.246.21', value: CLIENT }],
      name: [{ family: 'Meikäläinen', given: ['Matti'] }],
    });
    const writer = createEntry({
      resourceType: 'Practitioner',
      identifier: [{ system: 'urn:oid:1.2.246.537.26', value: '00099901' }],
      name: [{ text: 'Liisa Lääkäri' }],
    });
    const condition = 'Practitioner?identifier=urn:oid:1.2.246.537.26|00099901';
    const record = createEntry(
      documentReference('k-1', {
        subject: { reference: patient['fullUrl'] },
        author: [{ reference: condition }],
      }),
    );
    const who = createEntry(provenance(String(record['fullUrl'])));
    const found = locations(await stand.transaction(transaction(patient, writer, record, who)));
    const stored = (await stand.fhir(`/${found[2]!.address}`)).body;
    expect(stored['subject']).toEqual({ reference: found[0]!.address });
    expect(stored['author']).toEqual([{ reference: found[1]!.address }]);
    const provenanceStored = (await stand.fhir(`/${found[3]!.address}`)).body;
    expect(provenanceStored['target']).toEqual([{ reference: found[2]!.address }]);
    expect(await stand.journal()).toMatchObject([{ client: CLIENT, key: 'k-1' }]);
  });

  it('knows a client by conditional reference whom nobody stored', async () => {
    const subject = { reference: `Patient?identifier=urn:oid:1.2.246.21|${CLIENT}` };
    await store(documentReference('k-1', { subject }));
    await store(documentReference('k-2', { subject }));
    const patients = await stand.search('Patient', { identifier: `urn:oid:1.2.246.21|${CLIENT}` });
    expect(patients.body['total']).toBe(1);
    expect((await stand.journal()).map(({ client }) => client)).toEqual([CLIENT, CLIENT]);
  });

  it('refuses a conditional reference without match, and an address that leads nowhere', async () => {
    const unmatched = documentReference('k-1', {
      author: [{ reference: 'Practitioner?identifier=urn:oid:1.2.246.537.26|1' }],
    });
    const lost = documentReference('k-1', { author: [{ reference: `Practitioner/${randomUUID()}` }] });
    const answers = [await stand.transaction(pair(unmatched)), await stand.transaction(pair(lost))];
    expect(answers.map((answer) => [answer.status, ...issueCodes(answer)])).toEqual([
      [412, 'no-match'],
      [422, 'unknown-reference'],
    ]);
    expect(await stand.journal()).toEqual([]);
  });

  it('keeps a client by temporary id', async () => {
    const subject = clientReference('T-2026-17', 'urn:oid:1.2.246.10.2048198.22.2026');
    await store(documentReference('k-1', { subject }));
    expect(await stand.journal()).toMatchObject([{ client: 'T-2026-17' }]);
  });

  it('takes an address in place of a urn:uuid for what is put', async () => {
    const { id, address } = await store(documentReference('k-1'));
    const [put, who] = objectsAt(replacement(documentReference('k-1'), id, '1'), 'entry');
    const placed = { ...put, fullUrl: `${stand.address}/fhir/${address}` };
    const targeted = { ...who, resource: provenance(address) };
    expect((await stand.transaction(transaction(placed, targeted))).status).toBe(200);
  });

  it.each(['batch', 'collection'])('refuses a Bundle of type %s', async (type) => {
    const answer = await stand.transaction({ ...pair(documentReference('k-1')), type });
    expect([answer.status, issueCodes(answer)]).toEqual([400, ['not-a-transaction']]);
  });

  it.each([
    ['POST', '/DocumentReference'],
    ['PUT', '/DocumentReference/x'],
    ['PATCH', '/DocumentReference/x'],
    ['DELETE', '/DocumentReference/x'],
  ])('offers no bare %s', async (method, path) => {
    const headers = { 'Content-Type': 'application/fhir+json' };
    const body = method === 'DELETE' ? {} : { body: JSON.stringify(documentReference('k-1')) };
    const answer = await stand.fhir(path, { method, headers, ...body });
    expect([answer.status, issueCodes(answer)]).toEqual([405, ['interaction']]);
  });
});
