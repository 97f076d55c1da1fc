import nock from 'nock';
import { clientCredentials } from './client-credentials.js';
import { HttpExchange } from './http-exchange.js';
import { TokenUnavailable } from './http.errors.js';
import type { TokenCache } from './token-cache.js';

// Node's own modules are one for all test files of a Jest worker: the next file must find `http` as it was.
afterAll(() => {
  nock.restore();
});

const ORIGIN = 'https://crm.example';
const signal = new AbortController().signal;
let clock: Date;
let calls: { authorization: unknown; body: unknown }[];

function aSource(clientSecret = 'secret'): TokenCache {
  const exchange = new HttpExchange({ origin: ORIGIN, maxSockets: 1 });
  return clientCredentials({
    exchange,
    path: '/token',
    clientId: 'kuittaus',
    clientSecret,
    now: () => clock,
  });
}

function serve(...answers: readonly (readonly [status: number, body: unknown])[]): void {
  for (const [status, body] of answers) {
    nock(ORIGIN)
      .post('/token')
      .reply(function (_uri, form) {
        calls.push({ authorization: this.req.headers['authorization'], body: form });
        return [status, JSON.stringify(body), { 'Content-Type': 'application/json' }];
      });
  }
}

const token = (value: string, expiresIn = 300) =>
  [200, { access_token: value, token_type: 'Bearer', expires_in: expiresIn }] as const;

beforeEach(() => {
  clock = new Date('2026-03-02T10:00:00Z');
  calls = [];
  nock.disableNetConnect();
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

describe('an access token by client credentials', () => {
  it('is asked for with HTTP Basic, both parts encoded as a form', async () => {
    serve(token('t-1'));
    expect(await aSource('s:% ä').token(signal)).toBe('t-1');
    expect(calls).toEqual([
      {
        authorization: `Basic ${Buffer.from('kuittaus:s%3A%25+%C3%A4').toString('base64')}`,
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  it('serves until shortly before its end', async () => {
    serve(token('t-1'), token('t-2'));
    const source = aSource();
    await source.token(signal);
    clock = new Date(clock.getTime() + 269_000);
    expect(await source.token(signal)).toBe('t-1');
    clock = new Date(clock.getTime() + 2_000);
    expect(await source.token(signal)).toBe('t-2');
  });

  it('is asked for once, however many wait for it', async () => {
    serve(token('t-1'));
    const source = aSource();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => source.token(signal)));
    expect(new Set(tokens)).toEqual(new Set(['t-1']));
    expect(calls).toHaveLength(1);
  });

  it('is forgotten when it was refused, unless a newer one is there', async () => {
    serve(token('t-1'), token('t-2'));
    const source = aSource();
    await source.token(signal);
    source.discard('t-1');
    expect(await source.token(signal)).toBe('t-2');
    source.discard('t-1');
    expect(await source.token(signal)).toBe('t-2');
  });

  it.each([
    ['a refusal', [401, { error: 'invalid_client' }], 'token-401'],
    ['no token', [200, { token_type: 'Bearer', expires_in: 1 }], 'token-unreadable'],
    ['a token that no header can hold', token('a b'), 'token-unreadable'],
    ['a token without an end', [200, { access_token: 't', expires_in: 'soon' }], 'token-unreadable'],
  ] as const)('is not there after %s', async (_, answer, code) => {
    serve(answer);
    await expect(aSource().token(signal)).rejects.toMatchObject({ name: TokenUnavailable.name, code });
  });

  it('is waited for no longer than the caller can, and then serves the others', async () => {
    const answer = { access_token: 't-1', token_type: 'Bearer', expires_in: 300 };
    nock(ORIGIN).post('/token').delay(100).reply(200, answer);
    const source = aSource();
    await expect(source.token(AbortSignal.timeout(20))).rejects.toMatchObject({ code: 'token-deadline' });
    expect(await source.token(signal)).toBe('t-1');
  });
});
