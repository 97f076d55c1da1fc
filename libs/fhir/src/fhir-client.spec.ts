import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import nock from 'nock';
import { UnusableAddress } from '#http';
import { UnusableClientKey } from './fhir.errors.js';
import { FhirClient, type FhirCall } from './fhir-client.js';
import { transactionBundle } from './transaction-bundle.js';

// Node's own modules are one for all test files of a Jest worker: the next file must find `http` as it was.
afterAll(() => {
  nock.restore();
});

const ORIGIN = 'https://lifecare.example';
const ADDRESS = `${ORIGIN}/fhir`;
const privateKeyPem = pem('secp384r1');
const NOW = new Date('2026-03-02T10:00:00Z');

let clock = NOW;
let tokenCalls: URLSearchParams[] = [];

function pem(namedCurve: string): string {
  return generateKeyPairSync('ec', { namedCurve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

function aClient(address = ADDRESS): FhirClient {
  return new FhirClient({ address, clientId: 'kuittaus', privateKeyPem, maxSockets: 2, now: () => clock });
}

function aCall(more: Partial<FhirCall> = {}): FhirCall {
  return { requestId: 'attempt-1', signal: new AbortController().signal, ...more };
}

const emptyTransaction = transactionBundle([]);

function serveTokens(values = ['token-1', 'token-2', 'token-3'], expiresIn = 300): void {
  const remaining = [...values];
  nock(ORIGIN)
    .get('/fhir/.well-known/smart-configuration')
    .optionally()
    .times(9)
    .reply(200, { token_endpoint: `${ORIGIN}/auth/token` });
  nock(ORIGIN)
    .post('/auth/token')
    .times(values.length)
    .optionally()
    .reply(200, (_uri, body) => {
      tokenCalls.push(new URLSearchParams(typeof body === 'string' ? body : ''));
      return { access_token: remaining.shift(), token_type: 'bearer', expires_in: expiresIn };
    });
}

const bundleReply = { resourceType: 'Bundle', type: 'transaction-response', entry: [] };
const fhirJson = { 'Content-Type': 'application/fhir+json; charset=utf-8' };

beforeEach(() => {
  clock = NOW;
  tokenCalls = [];
  nock.disableNetConnect();
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

describe('a transaction', () => {
  it('goes to the base as FHIR JSON, with token and request id', async () => {
    serveTokens();
    const write = nock(ORIGIN, {
      reqheaders: {
        authorization: 'Bearer token-1',
        accept: 'application/fhir+json',
        'content-type': 'application/fhir+json; charset=utf-8',
        'x-request-id': 'attempt-1',
      },
    })
      .post('/fhir', { resourceType: 'Bundle', type: 'transaction', entry: [] })
      .reply(200, bundleReply, fhirJson);

    expect(await aClient().transaction(emptyTransaction, aCall())).toEqual({
      kind: 'answered',
      status: 200,
      content: 'json',
      body: bundleReply,
      issueCodes: [],
    });
    expect(write.isDone()).toBe(true);
  });

  it('asks the caller once more when the token is there, and before the bytes leave', async () => {
    serveTokens();
    const steps: string[] = [];
    nock(ORIGIN)
      .post('/fhir')
      .reply(200, () => {
        steps.push('sent');
        return bundleReply;
      });
    const beforeFirstByte = () => steps.push(`asked, ${tokenCalls.length} token`);

    await aClient().transaction(emptyTransaction, aCall({ beforeFirstByte }));
    expect(steps).toEqual(['asked, 1 token', 'sent']);
  });

  it('is not sent when the caller throws, who gets the very error back', async () => {
    serveTokens();
    const write = nock(ORIGIN).post('/fhir').reply(200, bundleReply);
    const leaseLost = new RangeError('the lease is lost');
    const beforeFirstByte = () => {
      throw leaseLost;
    };

    await expect(aClient().transaction(emptyTransaction, aCall({ beforeFirstByte }))).rejects.toBe(leaseLost);
    expect(write.isDone()).toBe(false);
  });

  it('does not follow a redirect', async () => {
    serveTokens();
    const elsewhere = nock('https://elsewhere.example').post('/fhir').reply(200, bundleReply);
    nock(ORIGIN).post('/fhir').reply(307, '', { Location: 'https://elsewhere.example/fhir' });

    expect(await aClient().transaction(emptyTransaction, aCall())).toMatchObject({
      status: 307,
      content: 'empty',
    });
    expect(elsewhere.isDone()).toBe(false);
  });
});

describe('a search', () => {
  it('carries the key in the body and never in the address', async () => {
    serveTokens();
    nock(ORIGIN)
      .post('/fhir/Consent/_search', 'identifier=urn%3Akuittaus%3Aseries%7Ckey-1')
      .matchHeader('content-type', 'application/x-www-form-urlencoded')
      .reply(200, { resourceType: 'Bundle', type: 'searchset' }, fhirJson);

    const key = { system: 'urn:kuittaus:series', value: 'key-1' };
    expect(await aClient().searchByIdentifier('Consent', key, aCall())).toMatchObject({ status: 200 });
  });
});

describe('an answer', () => {
  async function answered(status: number, body: string | Buffer, headers: Record<string, string> = fhirJson) {
    serveTokens();
    nock(ORIGIN).get('/fhir/Consent/1').reply(status, body, headers);
    return aClient().read('Consent', '1', aCall());
  }

  it('gives the issue codes of an OperationOutcome, and how long to wait', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ code: 'throttled', diagnostics: 'x' }] };
    const reply = await answered(429, JSON.stringify(outcome), { ...fhirJson, 'Retry-After': '7' });
    expect(reply).toMatchObject({ status: 429, issueCodes: ['throttled'], retryAfterMs: 7_000 });
  });

  it.each([
    ['HTML', '<html></html>', { 'Content-Type': 'text/html' }],
    ['text without a media type', '{}', {}],
    ['broken JSON', '{"resourceType":', fhirJson],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), fhirJson],
  ])('that is %s is unreadable', async (_, body, headers) => {
    expect(await answered(200, body, headers)).toMatchObject({ content: 'unreadable', body: undefined });
  });

  it('without a body is empty', async () => {
    expect(await answered(400, '')).toMatchObject({ status: 400, content: 'empty', issueCodes: [] });
  });
});

describe('the access token', () => {
  it('is had by a signed assertion that lives at most five minutes', async () => {
    serveTokens();
    nock(ORIGIN).get('/fhir/Consent/1').reply(200, {});
    await aClient().read('Consent', '1', aCall());

    const [form] = tokenCalls;
    expect(form?.get('grant_type')).toBe('client_credentials');
    expect(form?.get('scope')).toBe('system/*.cruds');
    const { payload, protectedHeader } = await jwtVerify(
      form?.get('client_assertion') ?? '',
      createPublicKey(privateKeyPem),
      { audience: `${ORIGIN}/auth/token`, issuer: 'kuittaus', subject: 'kuittaus', currentDate: NOW },
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES384', typ: 'JWT' });
    expect((payload.exp ?? 0) - NOW.getTime() / 1000).toBeLessThanOrEqual(300);
  });

  it('serves until shortly before it ends', async () => {
    serveTokens();
    nock(ORIGIN).get('/fhir/Consent/1').times(3).reply(200, {});
    const client = aClient();
    await client.read('Consent', '1', aCall());
    clock = new Date(NOW.getTime() + 269_000);
    await client.read('Consent', '1', aCall());
    expect(tokenCalls).toHaveLength(1);
    clock = new Date(NOW.getTime() + 271_000);
    await client.read('Consent', '1', aCall());
    expect(tokenCalls).toHaveLength(2);
    expect(new Set(tokenCalls.map(jtiOf)).size).toBe(2);
  });

  it('is fetched once for all who wait for it', async () => {
    serveTokens();
    nock(ORIGIN).get('/fhir/Consent/1').times(5).reply(200, {});
    const client = aClient();
    await Promise.all(Array.from({ length: 5 }, () => client.read('Consent', '1', aCall())));
    expect(tokenCalls).toHaveLength(1);
  });

  it('is renewed once when the server refuses it', async () => {
    serveTokens();
    nock(ORIGIN).post('/fhir').matchHeader('authorization', 'Bearer token-1').reply(401);
    nock(ORIGIN)
      .post('/fhir')
      .matchHeader('authorization', 'Bearer token-2')
      .reply(200, bundleReply, fhirJson);
    let asked = 0;
    const beforeFirstByte = () => {
      asked += 1;
    };

    expect(await aClient().transaction(emptyTransaction, aCall({ beforeFirstByte }))).toMatchObject({
      status: 200,
    });
    expect(asked).toBe(2);
  });

  it('is not renewed twice for one request', async () => {
    serveTokens();
    nock(ORIGIN).post('/fhir').times(2).reply(401);
    expect(await aClient().transaction(emptyTransaction, aCall())).toMatchObject({
      status: 401,
      content: 'empty',
    });
    expect(tokenCalls).toHaveLength(2);
  });

  it('that is refused stops the request before it is sent', async () => {
    nock(ORIGIN)
      .get('/fhir/.well-known/smart-configuration')
      .reply(200, { token_endpoint: `${ORIGIN}/auth/token` });
    nock(ORIGIN).post('/auth/token').reply(401, { error: 'invalid_client' });
    expect(await aClient().transaction(emptyTransaction, aCall())).toEqual({
      kind: 'not-sent',
      code: 'token-401',
    });
  });

  it.each([
    [{ token_endpoint: 'https://elsewhere.example/auth/token' }, 'token-endpoint-unusable'],
    [{ token_endpoint: 'nowhere' }, 'token-endpoint-unusable'],
    [{}, 'token-endpoint-unusable'],
  ])('is asked for at the own server only: %j', async (configuration, code) => {
    nock(ORIGIN).get('/fhir/.well-known/smart-configuration').reply(200, configuration);
    expect(await aClient().transaction(emptyTransaction, aCall())).toEqual({ kind: 'not-sent', code });
  });

  it.each([
    {},
    { access_token: 'a' },
    { access_token: 'a b', expires_in: 300 },
    { access_token: 7, expires_in: 300 },
  ])('is not taken from %j', async (answer) => {
    nock(ORIGIN)
      .get('/fhir/.well-known/smart-configuration')
      .reply(200, { token_endpoint: `${ORIGIN}/auth/token` });
    nock(ORIGIN).post('/auth/token').reply(200, answer);
    const reply = await aClient().transaction(emptyTransaction, aCall());
    expect(reply).toEqual({ kind: 'not-sent', code: 'token-unreadable' });
  });

  it('that comes too late for one caller still serves the next', async () => {
    serveTokens();
    nock(ORIGIN).get('/fhir/Consent/1').reply(200, {});
    const client = aClient();
    const impatient = client.read('Consent', '1', aCall({ signal: AbortSignal.abort() }));
    expect(await impatient).toEqual({ kind: 'not-sent', code: 'token-deadline' });
    expect(await client.read('Consent', '1', aCall())).toMatchObject({ status: 200 });
    expect(tokenCalls).toHaveLength(1);
  });
});

describe('a client', () => {
  it.each(['nowhere', 'ftp://x.example/fhir', 'https://u:p@x.example/fhir', 'https://x.example/fhir?a=1'])(
    'is not made for the address %s',
    (address) => {
      expect(() => aClient(address)).toThrow(UnusableAddress);
    },
  );

  it.each([['no key at all'], [pem('prime256v1')]])('is not made with another key', (privateKeyPem) => {
    const make = () =>
      new FhirClient({ address: ADDRESS, clientId: 'k', privateKeyPem, maxSockets: 1, now: () => NOW });
    expect(make).toThrow(UnusableClientKey);
  });
});

function jtiOf(form: URLSearchParams): string {
  const payload = form.get('client_assertion')?.split('.')[1] ?? '';
  return String((JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti?: string }).jti);
}
