import { OpenApiDocument } from '#openapi';
import { CLIENT, RECORDER, RestStand, logger, newKey, recordMembers } from '../../testing/start-rest.js';
import type { JsonObject } from '../json.js';
import { buildSofiaCrm } from './build-sofia-crm.js';

const contract = OpenApiDocument.read('docs/systems/sofia-crm.yaml');
const SECRET = 's:e%c r€t';
const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(
    [id, secret].map((part) => new URLSearchParams({ v: part }).toString().slice(2)).join(':'),
  ).toString('base64')}`;

describe('the SofiaCRM stand-in', () => {
  let stand: RestStand;
  let token = '';

  async function fresh(tokenLifetimeMs = 300_000): Promise<void> {
    stand = await RestStand.start((store) =>
      buildSofiaCrm({ store, contract, clientSecret: SECRET, tokenLifetimeMs, logger }),
    );
    token = String((await askForToken()).body['access_token']);
  }

  beforeEach(() => fresh());
  afterEach(() => stand.stop());

  const askForToken = (authorization = basic('kuittaus', SECRET), body = 'grant_type=client_credentials') =>
    stand.call('/oauth2/token', {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    });

  interface Call {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }

  function call(path: string, { method = 'GET', headers = {}, body }: Call = {}) {
    const all = new Headers({
      Authorization: `Bearer ${token}`,
      'X-Request-Id': newKey(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() }),
    });
    for (const [name, value] of Object.entries(headers)) {
      if (value === '') all.delete(name);
      else all.set(name, value);
    }
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    return stand.call(path, { method, headers: all, ...(body === undefined ? {} : { body: sent }) });
  }

  const event = (different: JsonObject = {}) => recordMembers({ externalReference: newKey(), ...different });
  const create = (body: unknown = event(), headers: Readonly<Record<string, string>> = {}) =>
    call('/contact-events', { method: 'POST', body, headers });
  const correct = (id: unknown, body: object, headers: Readonly<Record<string, string>> = {}) =>
    call(`/contact-events/${String(id)}`, {
      method: 'PATCH',
      body: { versionKey: newKey(), ...body },
      headers: { 'If-Match': '"1"', ...headers },
    });
  const cancel = (id: unknown, headers: Readonly<Record<string, string>>) =>
    call(`/contact-events/${String(id)}/cancellation`, {
      method: 'POST',
      body: { versionKey: newKey(), reason: 'no-longer-valid', recorder: RECORDER },
      headers,
    });
  const find = (reference: unknown) => call(`/contact-events?externalReference=${String(reference)}`);

  it('stores an event, its correction and its cancellation, and shows each in its journal', async () => {
    const sent = event();
    const created = await create(sent);
    const { id } = created.body;
    expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"']);
    expect((await correct(id, { text: 'Toinen' })).headers.get('etag')).toBe('"2"');
    expect((await cancel(id, { 'If-Match': '"2"' })).body).toMatchObject({ version: 3, status: 'cancelled' });
    const found = await find(sent['externalReference']);
    expect(found.body).toMatchObject({
      total: 1,
      items: [{ id, version: 3, status: 'cancelled', text: 'Toinen', content: sent['content'] }],
    });
    const rows = await stand.journal();
    expect(rows.map(({ id: row, version, operation }) => [row, version, operation])).toEqual([
      [id, '1', 'create'],
      [id, '2', 'replace'],
      [id, '3', 'nullify'],
    ]);
    expect(rows[0]).toMatchObject({ key: sent['externalReference'], record: 'measures', client: CLIENT });
  });

  it('answers a repeated request as the first time, also after a restart', async () => {
    const sent = event();
    const headers = { 'Idempotency-Key': newKey() };
    const first = await create(sent, headers);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const again = await create(sent, headers);
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([
      201,
      first.body,
      'true',
    ]);
    stand = await stand.restart();
    token = String((await askForToken()).body['access_token']);
    expect((await create(sent, headers)).body).toEqual(first.body);
    expect(await stand.journal()).toHaveLength(1);
  });

  it('answers a repeated correction as the first time, though the version has gone on', async () => {
    const { id } = (await create()).body;
    const headers = { 'Idempotency-Key': newKey() };
    const body = { versionKey: newKey(), text: 'Toinen' };
    await correct(id, body, headers);
    await correct(id, { text: 'Kolmas' }, { 'If-Match': '"2"' });
    const again = await correct(id, body, headers);
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"2"']);
    expect(await stand.journal()).toHaveLength(3);
  });

  it('refuses an idempotency key of another request', async () => {
    const headers = { 'Idempotency-Key': newKey() };
    const { id } = (await create(event(), headers)).body;
    for (const answer of [await create(event(), headers), await correct(id, {}, headers)]) {
      expect(answer.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    }
    expect(await stand.journal()).toHaveLength(1);
  });

  it('refuses a second event under one reference, and says which is there', async () => {
    const sent = event();
    const { id } = (await create(sent)).body;
    expect((await create(sent)).body).toMatchObject({
      status: 409,
      code: 'already-there',
      current: { id, version: 1 },
    });
  });

  it('refuses a stale version, an unknown event, and every change of a cancelled one', async () => {
    const { id } = (await create()).body;
    expect((await correct(id, {}, { 'If-Match': '"2"' })).body).toMatchObject({ status: 412, code: 'stale' });
    expect((await correct('nobody', {})).body).toMatchObject({ status: 404, code: 'not-found' });
    await cancel(id, { 'If-Match': '"1"' });
    expect((await correct(id, {}, { 'If-Match': '"2"' })).body).toMatchObject({
      status: 409,
      code: 'cancelled',
    });
    expect((await cancel(id, { 'If-Match': '"2"' })).body).toMatchObject({ status: 409, code: 'cancelled' });
  });

  it.each<[string, JsonObject, string, string]>([
    ['a member that the contract does not have', { note: 'x' }, '', 'additionalProperties'],
    ['no reference', { externalReference: undefined }, '', 'required'],
    ['a text that is none', { text: 7 }, '/text', 'type'],
    [
      'a wrong identity code',
      { client: { system: '1.2.246.21', value: 'x' } },
      '/client/value',
      'identity-code',
    ],
    ['a consent', { content: { record: 'consent' } }, '/content', 'oneOf'],
  ])('refuses %s', async (_, different, at, rule) => {
    const answer = await create(event(different));
    expect(answer.body).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.body['errors']).toContainEqual({ place: 'body', at, rule });
    expect(await stand.journal()).toEqual([]);
  });

  it('does not let a correction change the client', async () => {
    const { id } = (await create()).body;
    const client = { system: '1.2.246.21', value: '010516B903X' };
    expect((await correct(id, { client })).body).toMatchObject({ status: 422, code: 'invalid' });
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['no idempotency key', { 'Idempotency-Key': '' }, 400],
    ['no request id', { 'X-Request-Id': '' }, 400],
    ['another media type', { 'Content-Type': 'text/plain' }, 415],
  ])('refuses a call with %s', async (_, headers, status) => {
    expect((await create(event(), headers)).status).toBe(status);
  });

  it('refuses a correction without the version it corrects', async () => {
    const { id } = (await create()).body;
    expect((await correct(id, {}, { 'If-Match': '' })).body).toMatchObject({
      status: 400,
      errors: [{ place: 'header', at: 'if-match', rule: 'missing' }],
    });
  });

  describe('gives a token', () => {
    it.each([
      ['to nobody with another secret', basic('kuittaus', 'other'), undefined, 401, 'invalid_client'],
      ['to nobody of another name', basic('someone', SECRET), undefined, 401, 'invalid_client'],
      ['to nobody unnamed', '', undefined, 401, 'invalid_client'],
      ['for no other grant', undefined, 'grant_type=password', 400, 'unsupported_grant_type'],
      ['for no other form', undefined, 'grant_type=client_credentials&scope=x', 400, 'invalid_request'],
    ])('%s', async (_, authorization, form, status, error) => {
      const answer = await askForToken(authorization, form);
      expect([answer.status, answer.body]).toEqual([status, { error }]);
    });

    it('without which nothing is looked at', async () => {
      token = 'unknown';
      for (const answer of [await create(), await find('x'), await create('{')]) {
        expect([answer.status, answer.text, answer.headers.get('www-authenticate')]).toEqual([
          401,
          '',
          'Bearer',
        ]);
      }
    });

    it('that ends', async () => {
      await stand.stop();
      await fresh(1_000);
      const begun = performance.now();
      expect((await create()).status).toBe(201);
      while ((await find(newKey())).status !== 401) expect(performance.now() - begun).toBeLessThan(3_000);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(900);
    });
  });

  describe('with a fault', () => {
    it('down takes events and tokens', async () => {
      await stand.fault({ mode: 'down' });
      await expect(create()).rejects.toThrow();
      await expect(askForToken()).rejects.toThrow();
      await stand.call('/_faults', { method: 'DELETE' });
      expect((await create()).status).toBe(201);
    });

    it('slow-token answers token calls late, and no others', async () => {
      await stand.fault({ mode: 'slow-token', value: 1000, count: 1 });
      const begun = performance.now();
      await create();
      expect(performance.now() - begun).toBeLessThan(950);
      await askForToken();
      expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
    });

    it('not-stored forgets the idempotency key too', async () => {
      const sent = event();
      const headers = { 'Idempotency-Key': newKey() };
      await stand.fault({ mode: 'not-stored', count: 1 });
      expect((await create(sent, headers)).status).toBe(201);
      const again = await create(sent, headers);
      expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, null]);
      expect(await stand.journal()).toHaveLength(1);
    });

    it('drop-after stores and destroys the connection', async () => {
      await stand.fault({ mode: 'drop-after', count: 1 });
      await expect(create()).rejects.toThrow();
      expect(await stand.journal()).toHaveLength(1);
    });

    it('wrong-client stores the event under another client', async () => {
      const sent = event();
      await stand.fault({ mode: 'wrong-client', count: 1 });
      await create(sent);
      expect((await find(sent['externalReference'])).text).not.toContain(CLIENT);
    });

    it.each([
      ['unknown-client', 422],
      ['no-rights', 403],
    ])('%s refuses writes', async (mode, status) => {
      await stand.fault({ mode, count: 1 });
      expect((await create()).body).toMatchObject({ status, code: mode });
      expect(await stand.journal()).toEqual([]);
    });
  });
});
