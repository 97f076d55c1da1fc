import { randomUUID } from 'node:crypto';
import { OpenApiDocument } from '#openapi';
import { CLIENT, RECORDER, RestStand, logger, newKey, recordMembers } from '../../testing/start-rest.js';
import type { JsonObject } from '../json.js';
import { buildTyp } from './build-typ.js';

const contract = OpenApiDocument.read('docs/systems/typ.yaml');
const SERVICE = '/r1/FI-TEST/GOV/0000000-0/typ/records';

describe('the TYP stand-in', () => {
  let stand: RestStand;
  beforeEach(async () => {
    stand = await RestStand.start((store) => buildTyp({ store, contract, logger }));
  });
  afterEach(() => stand.stop());

  interface Call {
    readonly method?: string;
    readonly service?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }

  function call(path: string, { method = 'GET', service = SERVICE, headers = {}, body }: Call = {}) {
    const all = new Headers({
      'X-Road-Client': 'FI-TEST/MUN/0000001-9/kuittaus',
      'X-Road-Id': randomUUID(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    });
    for (const [name, value] of Object.entries(headers)) {
      if (value === '') all.delete(name);
      else all.set(name, value);
    }
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    return stand.call(service + path, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body: sent }),
    });
  }

  const put = (key: string, body: unknown, more: Call = {}) =>
    call(`/v1/records/${key}`, { method: 'PUT', body, ...more });
  const cancel = (key: string, version: number, versionKey = newKey()) =>
    call(`/v1/records/${key}/cancellation`, {
      method: 'POST',
      body: { version, versionKey, reason: 'no-longer-valid', recorder: RECORDER },
    });
  const record = (version: number, different: JsonObject = {}) => ({ ...recordMembers(different), version });

  it('stores a record, its next version and its cancellation, and shows each in its journal', async () => {
    const key = newKey();
    const created = await put(key, record(1));
    expect([created.status, created.body]).toMatchObject([
      201,
      { externalId: key, version: 1, status: 'active', repeated: false },
    ]);
    expect((await put(key, record(2, { text: 'Toinen' }))).status).toBe(200);
    expect((await cancel(key, 3)).body).toMatchObject({ version: 3, status: 'cancelled' });
    expect((await call(`/v1/records/${key}`)).body).toMatchObject({
      id: created.body['id'],
      version: 3,
      status: 'cancelled',
      cancelReason: 'no-longer-valid',
      text: 'Toinen',
    });
    const rows = await stand.journal();
    expect(rows.map(({ version, operation }) => [version, operation])).toEqual([
      ['1', 'create'],
      ['2', 'replace'],
      ['3', 'nullify'],
    ]);
    expect(rows[0]).toMatchObject({ id: created.body['id'], key, record: 'measures', client: CLIENT });
    expect(rows[0]?.['content']).toContain('Työkokeilu');
  });

  it('knows all of it after a restart', async () => {
    const key = newKey();
    const first = record(1);
    await put(key, first);
    const rows = await stand.journal();
    stand = await stand.restart();
    expect(await stand.journal()).toEqual(rows);
    expect((await put(key, first)).body).toMatchObject({ repeated: true });
    expect((await put(key, record(3))).body).toMatchObject({ code: 'stale', current: { version: 1 } });
  });

  it('answers a repeated version without storing it again', async () => {
    const key = newKey();
    const first = record(1);
    const { body } = await put(key, first);
    const again = await put(key, first);
    expect([again.status, again.body]).toEqual([200, { ...body, repeated: true }]);
    expect(await stand.journal()).toHaveLength(1);
  });

  it('refuses every version but the next one', async () => {
    const key = newKey();
    const first = record(1);
    expect((await put(key, record(2))).body).toMatchObject({ status: 409, code: 'stale' });
    await put(key, first);
    expect((await put(key, record(1))).body).toMatchObject({ status: 409, code: 'already-there' });
    expect((await put(key, record(3))).body).toMatchObject({ status: 409, code: 'stale' });
    expect((await put(key, { ...first, text: 'Muu' })).body).toMatchObject({ code: 'version-key-reused' });
    await put(key, record(2));
    expect((await put(key, first)).body).toMatchObject({ status: 409, current: { version: 2 } });
    expect((await cancel(key, 2)).body).toMatchObject({ code: 'stale' });
    expect(await stand.journal()).toHaveLength(2);
  });

  it('takes nothing more once a record is cancelled', async () => {
    const key = newKey();
    const versionKey = newKey();
    expect((await cancel(key, 1)).body).toMatchObject({ status: 404, code: 'not-found' });
    await put(key, record(1));
    await cancel(key, 2, versionKey);
    expect((await cancel(key, 2, versionKey)).body).toMatchObject({ repeated: true });
    for (const answer of [await put(key, record(3)), await put(key, record(1)), await cancel(key, 3)]) {
      expect(answer.body).toMatchObject({ status: 409, code: 'cancelled' });
    }
  });

  it('does not let a record change its client', async () => {
    const key = newKey();
    await put(key, record(1));
    const client = { system: '1.2.246.21', value: '010516B903X' };
    expect((await put(key, record(2, { client }))).body).toMatchObject({ code: 'other-client' });
  });

  it.each<[string, JsonObject, string, string]>([
    ['a member that the contract does not have', { note: 'x' }, '', 'additionalProperties'],
    ['no text', { text: undefined }, '', 'required'],
    ['an empty text', { text: '' }, '/text', 'minLength'],
    ['nobody in whose name', { onBehalfOf: [] }, '/onBehalfOf', 'minItems'],
    ['a role of nobody', { recorder: { ...RECORDER, role: 'boss' } }, '/recorder/role', 'enum'],
    ['a version that is none', { version: 0 }, '/version', 'minimum'],
    ['a key that is none', { versionKey: 'ä' }, '/versionKey', 'pattern'],
    [
      'a wrong identity code',
      { client: { system: '1.2.246.21', value: '010594Y9033' } },
      '/client/value',
      'identity-code',
    ],
    ['a record of health', { content: { record: 'visit', handledOn: '2026-11-17' } }, '/content', 'oneOf'],
  ])('refuses %s', async (_, different, at, rule) => {
    const answer = await put(newKey(), { ...record(1), ...different });
    expect([answer.status, answer.headers.get('content-type'), answer.body['code']]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
      'invalid',
    ]);
    expect(answer.body['errors']).toContainEqual({ place: 'body', at, rule });
    expect(await stand.journal()).toEqual([]);
  });

  it('does not know a client of the real range', async () => {
    const client = { system: '1.2.246.21', value: '131052-' + '308T' };
    expect((await put(newKey(), record(1, { client }))).body).toMatchObject({
      status: 422,
      code: 'unknown-client',
    });
  });

  it.each<[string, Call, number, string]>([
    ['without a message id', { headers: { 'X-Road-Id': '' } }, 400, 'bad-request'],
    ['with a message id that is none', { headers: { 'X-Road-Id': '1' } }, 400, 'bad-request'],
    ['of another media type', { headers: { 'Content-Type': 'text/json' } }, 415, 'media-type'],
    ['that is no JSON', { body: '{' }, 400, 'bad-request'],
    ['with a query', { service: SERVICE }, 400, 'bad-request'],
  ])('refuses a call %s', async (title, more, status, code) => {
    const query = title === 'with a query' ? '?dry=yes' : '';
    const answer = await put(`${newKey()}${query}`, record(1), more);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('refuses a message id that came before', async () => {
    const headers = { 'X-Road-Id': randomUUID() };
    expect((await put(newKey(), record(1), { headers })).status).toBe(201);
    expect((await put(newKey(), record(1), { headers })).body).toMatchObject({
      status: 400,
      errors: [{ place: 'header', at: 'x-road-id', rule: 'repeated' }],
    });
  });

  it.each<[string, Call, number, string]>([
    ['without a client', { headers: { 'X-Road-Client': '' } }, 400, 'Client.BadRequest'],
    [
      'of a client of another instance',
      { headers: { 'X-Road-Client': 'FI/MUN/1/x' } },
      500,
      'Server.ServerProxy.AccessDenied',
    ],
    ['to another service', { service: `${SERVICE}s` }, 500, 'Server.ServerProxy.UnknownService'],
  ])('lets the exchange layer refuse a call %s', async (_, more, status, type) => {
    const answer = await put(newKey(), record(1), more);
    expect([answer.status, answer.headers.get('x-road-error'), answer.body['type']]).toEqual([
      status,
      type,
      type,
    ]);
  });

  it('answers with the headers of the exchange layer', async () => {
    const id = randomUUID();
    const { headers } = await put(newKey(), record(1), { headers: { 'X-Road-Id': id } });
    expect(headers.get('x-road-id')).toBe(id);
    expect(headers.get('x-road-client')).toBe('FI-TEST/MUN/0000001-9/kuittaus');
    expect(headers.get('x-road-service')).toBe('FI-TEST/GOV/0000000-0/typ/records');
    expect(headers.get('x-road-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  describe('with a fault', () => {
    const write = () => put(newKey(), record(1));

    it.each(['down', 'drop-before', 'drop-after'])('%s destroys the connection', async (mode) => {
      await stand.fault({ mode, count: 1 });
      await expect(write()).rejects.toThrow();
      expect(await stand.journal()).toHaveLength(mode === 'drop-after' ? 1 : 0);
      expect((await write()).status).toBe(201);
    });

    it.each([
      [503, '1'],
      [429, '1'],
      [500, null],
    ])('status answers %i and does nothing', async (value, retryAfter) => {
      await stand.fault({ mode: 'status', value, count: 1 });
      const answer = await write();
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([value, retryAfter]);
      expect(await stand.journal()).toEqual([]);
    });

    it('latency answers late what it did at once', async () => {
      await stand.fault({ mode: 'latency', value: 1000, count: 1 });
      const begun = performance.now();
      const answer = write();
      while ((await stand.journal()).length === 0) expect(performance.now() - begun).toBeLessThan(950);
      expect((await answer).status).toBe(201);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
    });

    it('slow-token holds the call back before it does anything', async () => {
      await stand.fault({ mode: 'slow-token', value: 300, count: 1 });
      const begun = performance.now();
      const answer = write();
      expect(await stand.journal()).toEqual([]);
      expect((await answer).status).toBe(201);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(290);
    });

    it('not-stored answers as usual and stores nothing', async () => {
      const key = newKey();
      await stand.fault({ mode: 'not-stored', count: 1 });
      expect((await put(key, record(1))).status).toBe(201);
      expect((await call(`/v1/records/${key}`)).status).toBe(404);
    });

    it('wrong-client stores the record under another client', async () => {
      const key = newKey();
      await stand.fault({ mode: 'wrong-client', count: 1 });
      await put(key, record(1));
      expect((await call(`/v1/records/${key}`)).text).not.toContain(CLIENT);
      expect((await stand.journal())[0]).toMatchObject({ client: '010516B903X' });
    });

    it.each([
      ['unknown-client', 422],
      ['no-rights', 403],
    ])('%s refuses writes', async (mode, status) => {
      await stand.fault({ mode, count: 1 });
      expect((await write()).body).toMatchObject({ status, code: mode });
      expect(await stand.journal()).toEqual([]);
    });
  });
});
