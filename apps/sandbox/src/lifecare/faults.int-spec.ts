import { CLIENT, bySeries, documentReference, pair } from '../../testing/bundles.js';
import { LifecareStand, issueCodes } from '../../testing/start-lifecare.js';
import { objectAt, objectsAt, textAt } from '../json.js';

describe('a fault on demand of the Lifecare stand-in', () => {
  let stand: LifecareStand;
  beforeEach(async () => {
    stand = await LifecareStand.start();
    // The token is there before the faults are.
    await stand.fhir('/Consent/x');
  });
  afterEach(() => stand.stop());

  const write = () => stand.transaction(pair(documentReference('k-1'), bySeries('k-1')));
  const idOf = (answer: Awaited<ReturnType<typeof write>>): string =>
    textAt(objectAt(objectsAt(answer.body, 'entry')[0], 'response'), 'location')?.split('/')[1] ?? '';

  it('down takes every FHIR and token call, and not its own side', async () => {
    await stand.fault({ mode: 'down' });
    await expect(write()).rejects.toThrow();
    await expect(stand.fhir('/Consent/x')).rejects.toThrow();
    await expect(stand.call('/fhir/metadata')).rejects.toThrow();
    await expect(stand.fetchToken()).rejects.toThrow();
    expect(await stand.journal()).toEqual([]);
    expect((await stand.call('/_health')).status).toBe(200);
    await stand.call('/_faults', { method: 'DELETE' });
    expect((await write()).status).toBe(200);
  });

  it('latency answers late what it did at once', async () => {
    await stand.fault({ mode: 'latency', value: 1000, count: 1 });
    const begun = performance.now();
    const answer = write();
    while ((await stand.journal()).length === 0) expect(performance.now() - begun).toBeLessThan(950);
    expect((await answer).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
    expect((await stand.fhir('/Consent/x')).status).toBe(404);
  });

  it.each([
    [503, '1'],
    [429, '1'],
    [500, null],
    [403, null],
  ])('status answers %i with an OperationOutcome, and does nothing', async (status, retryAfter) => {
    await stand.fault({ mode: 'status', value: status });
    for (const answer of [await write(), await stand.fhir('/Consent/x')]) {
      expect([answer.status, issueCodes(answer)]).toEqual([status, ['fault-on-demand']]);
      expect(answer.headers.get('retry-after')).toBe(retryAfter);
    }
    expect(await stand.journal()).toEqual([]);
  });

  it('drop-before destroys the connection and stores nothing', async () => {
    await stand.fault({ mode: 'drop-before' });
    await expect(write()).rejects.toThrow();
    expect(await stand.journal()).toEqual([]);
    expect((await stand.fhir('/Consent/x')).status).toBe(404);
  });

  it('drop-after stores and destroys the connection', async () => {
    await stand.fault({ mode: 'drop-after', count: 1 });
    await expect(write()).rejects.toThrow();
    expect(await stand.journal()).toMatchObject([{ key: 'k-1' }]);
    expect((await write()).body).toMatchObject({ entry: [{ response: { status: '200 OK' } }, {}] });
  });

  it('not-stored answers as usual and stores nothing', async () => {
    await stand.fault({ mode: 'not-stored', count: 1 });
    const answer = await write();
    expect(answer.body).toMatchObject({ entry: [{ response: { status: '201 Created' } }, {}] });
    expect(await stand.journal()).toEqual([]);
    expect((await stand.fhir(`/DocumentReference/${idOf(answer)}`)).status).toBe(404);
    expect((await write()).body).toMatchObject({ entry: [{ response: { status: '201 Created' } }, {}] });
  });

  it('wrong-client stores the record under another client', async () => {
    await stand.fault({ mode: 'wrong-client', count: 1 });
    const id = idOf(await write());
    const [row] = await stand.journal();
    expect(row).toMatchObject({ id, client: expect.not.stringMatching(CLIENT) });
    expect((await stand.fhir(`/DocumentReference/${id}`)).text).not.toContain(CLIENT);
    const own = await stand.search('DocumentReference', {
      'patient.identifier': `urn:oid:1.2.246.21|${CLIENT}`,
    });
    expect(own.body['total']).toBe(0);
  });

  it('slow-token answers token calls late, and no others', async () => {
    await stand.fault({ mode: 'slow-token', value: 1000, count: 1 });
    const begun = performance.now();
    await stand.fhir('/Consent/x');
    expect(performance.now() - begun).toBeLessThan(950);
    await stand.fetchToken();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  it.each([
    ['unknown-client', 422],
    ['no-rights', 403],
  ])('%s refuses transactions', async (mode, status) => {
    await stand.fault({ mode });
    const answer = await write();
    expect([answer.status, issueCodes(answer)]).toEqual([status, [mode]]);
    expect((await stand.fhir('/Consent/x')).status).toBe(404);
    expect(await stand.journal()).toEqual([]);
  });

  it('hits as many requests as were ordered', async () => {
    await stand.fault({ mode: 'status', value: 503, count: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await write()).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('is on together with faults of other modes, and shown until cleared', async () => {
    await stand.fault({ mode: 'latency', value: 1 });
    await stand.fault({ mode: 'drop-after', count: 3 });
    await stand.fault({ mode: 'drop-after', count: 2 });
    const shown = [
      { mode: 'latency', value: 1 },
      { mode: 'drop-after', left: 2 },
    ];
    expect((await stand.call('/_faults')).body).toMatchObject({ faults: shown });
    await stand.call('/_faults', { method: 'DELETE' });
    expect((await stand.call('/_faults')).body).toEqual({ faults: [] });
  });

  it.each([
    { mode: 'meteor' },
    {},
    { mode: 'status' },
    { mode: 'status', value: 200 },
    { mode: 'latency', value: -1 },
    { mode: 'down', count: 0 },
    { mode: 'down', when: 'now' },
  ])('is refused with 400 when it is %j', async (order) => {
    expect((await stand.fault(order)).status).toBe(400);
    expect((await stand.call('/_faults')).body).toEqual({ faults: [] });
  });
});
