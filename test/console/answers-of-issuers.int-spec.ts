import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, SignJWT } from 'jose';
import { freeOrigin, startConsole } from './bench.js';
import type { ConsoleBench } from './bench.js';
import { Browser, hiddenField } from './browser.js';
import type { Shown } from './browser.js';
import { startFalseIssuer } from './false-issuer.js';
import type { FalseIssuer } from './false-issuer.js';

const ISSUER = 'https://tunnistus.example';
const SECRET = randomBytes(32).toString('base64url');

let issuer: FalseIssuer;
let bench: ConsoleBench;
let key: KeyObject;
beforeAll(async () => {
  const secretsDir = await mkdtemp(join(tmpdir(), 'console-'));
  await writeFile(join(secretsDir, 'oidc-client-secret'), SECRET, { mode: 0o600 });
  issuer = await startFalseIssuer(ISSUER);
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  key = pair.privateKey;
  issuer.keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }];
  bench = await startConsole({
    origin: await freeOrigin(),
    issuer: ISSUER,
    discoveryUrl: `${issuer.address}/.well-known/openid-configuration`,
    secretsDir,
  });
});
afterAll(async () => {
  await bench.stop();
  await issuer.stop();
});

let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await bench.sql('delete from console_session');
});

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a right ID token, for a question with that nonce. */
const rightClaims = (nonce: string): Claims => ({
  iss: ISSUER,
  aud: 'kuittaus-console',
  sub: 'person-1',
  nonce,
  iat: seconds(0),
  exp: seconds(300),
  name: 'Paula Pääkäyttäjä',
  roles: ['sysadmin'],
  teams: ['*'],
});
const seconds = (later: number): number => Math.floor(Date.now() / 1000) + later;
const signed = (
  claims: Claims,
  by: KeyObject | Uint8Array = key,
  alg = 'ES256',
  kid = 'k',
): Promise<string> => new SignJWT({ ...claims }).setProtectedHeader({ alg, kid }).sign(by);

/** Begins, lets the issuer answer with an ID token made for the question's nonce, and comes back. */
async function signInWith(idToken: (nonce: string) => Promise<string>): Promise<Shown> {
  const { headers } = await browser.ask(`${bench.origin}/console/sign-in`);
  const question = new URL(headers.location ?? '').searchParams;
  const token = await idToken(question.get('nonce') ?? '');
  issuer.tokens = async () => [200, { access_token: 'x', token_type: 'Bearer', id_token: token }];
  return comeBack({ code: 'c', state: question.get('state') ?? '' });
}

const comeBack = (answer: Readonly<Record<string, string>>): Promise<Shown> =>
  browser.ask(`${bench.origin}/console/sign-in/callback?${new URLSearchParams(answer).toString()}`);

const sessions = () => bench.sql('select * from console_session');

test('a right answer signs in', async () => {
  const shown = await signInWith((nonce) => signed(rightClaims(nonce)));
  expect([shown.status, shown.headers.location]).toEqual([303, '/console']);
  expect(await sessions()).toHaveLength(1);
});

describe('an ID token is refused', () => {
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const without = (claims: Claims, name: string): Claims =>
    Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name));
  const strange = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  test.each<[string, (nonce: string) => Promise<string>]>([
    ['of another question', () => signed(rightClaims('n'.repeat(43)))],
    ['of no question', (nonce) => signed(without(rightClaims(nonce), 'nonce'))],
    ['of another issuer', (nonce) => signed({ ...rightClaims(nonce), iss: 'https://evil.example' })],
    ['for another application', (nonce) => signed({ ...rightClaims(nonce), aud: 'another' })],
    [
      'for another application beside ours, and given to that',
      (nonce) => signed({ ...rightClaims(nonce), aud: ['kuittaus-console', 'another'], azp: 'another' }),
    ],
    ['that has expired', (nonce) => signed({ ...rightClaims(nonce), exp: seconds(-120) })],
    ['that never expires', (nonce) => signed(without(rightClaims(nonce), 'exp'))],
    ['that holds later', (nonce) => signed({ ...rightClaims(nonce), nbf: seconds(600) })],
    ['of nobody', (nonce) => signed(without(rightClaims(nonce), 'sub'))],
    ['by a strange key', (nonce) => signed(rightClaims(nonce), strange)],
    ['by a key that is not published', (nonce) => signed(rightClaims(nonce), strange, 'ES256', 'other')],
    [
      'that was changed',
      async (nonce) => {
        const [header, , signature] = (await signed(rightClaims(nonce))).split('.');
        return `${header}.${encoded({ ...rightClaims(nonce), roles: ['auditor'] })}.${signature}`;
      },
    ],
    [
      'without a signature',
      async (nonce) => `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(rightClaims(nonce))}.`,
    ],
    ['signed by our own secret', (nonce) => signed(rightClaims(nonce), Buffer.from(SECRET), 'HS256')],
    [
      'signed by the public key as if it were a secret',
      async (nonce) => {
        const unsigned = `${encoded({ alg: 'HS256', kid: 'k' })}.${encoded(rightClaims(nonce))}`;
        const secret = JSON.stringify(issuer.keys[0]);
        return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
      },
    ],
    ['that is none', async () => 'x.y.z'],
  ])('%s', async (_, idToken) => {
    const before = issuer.exchanged;
    const shown = await signInWith(idToken);
    expect(issuer.exchanged).toBe(before + 1);
    expect(shown.status).toBe(403);
    expect(shown.headers.location).toBeUndefined();
    expect(await sessions()).toEqual([]);
    expect(bench.logLines.join('')).not.toMatch(/Paula|person-1/);
  });

  test('when there is none', async () => {
    const { headers } = await browser.ask(`${bench.origin}/console/sign-in`);
    issuer.tokens = async () => [200, { access_token: 'x', token_type: 'Bearer' }];
    const state = new URL(headers.location ?? '').searchParams.get('state') ?? '';
    expect((await comeBack({ code: 'c', state })).status).toBe(403);
    expect(await sessions()).toEqual([]);
  });
});

test('an answer that is not to this browser’s question never reaches the issuer', async () => {
  await browser.ask(`${bench.origin}/console/sign-in`);
  const before = issuer.exchanged;
  for (const state of ['', 'x', 'x'.repeat(43)]) {
    expect((await comeBack({ code: 'c', state })).status).toBe(403);
  }
  expect(issuer.exchanged).toBe(before);
});

test('somebody without a role is signed in, sees who they are, may see nothing, and can sign out', async () => {
  await signInWith((nonce) => signed({ ...rightClaims(nonce), roles: ['root', 7], name: '<b>Paula</b>' }));
  const refused = await browser.ask(`${bench.origin}/console`);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('&lt;b>Paula');
  const out = await browser.ask(`${bench.origin}/console/sign-out`, {
    method: 'POST',
    form: { csrf: hiddenField(refused, 'csrf') },
  });
  expect(out.headers.location).toBe('/console/signed-out');
});

describe('an issuer that does not answer rightly', () => {
  test.each<[string, FalseIssuer['tokens']]>([
    ['with a fault of its own', async () => [500, { error: 'server_error' }]],
    ['with a page of a proxy', async () => [502, '<h1>Bad gateway</h1>']],
    ['with a page that says it is well', async () => [200, '<h1>It works</h1>']],
  ])('%s is told to the operator, and people may try again', async (_, tokens) => {
    const { headers } = await browser.ask(`${bench.origin}/console/sign-in`);
    const state = new URL(headers.location ?? '').searchParams.get('state') ?? '';
    issuer.tokens = tokens;
    const shown = await comeBack({ code: 'c', state });
    expect([shown.status, shown.headers['retry-after']]).toEqual([503, '10']);
    expect(bench.logLines.at(-2)).toContain('console.issuer-away');
  });

  test('an issuer of another name, or none at all, is never sent people to', async () => {
    const other = await startFalseIssuer('https://evil.example');
    const origin = await freeOrigin();
    const secretsDir = await mkdtemp(join(tmpdir(), 'console-'));
    await writeFile(join(secretsDir, 'oidc-client-secret'), SECRET, { mode: 0o600 });
    const discoveryUrl = `${other.address}/.well-known/openid-configuration`;
    const misled = await startConsole({ origin, issuer: ISSUER, discoveryUrl, secretsDir });
    const atOther = await browser.ask(`${origin}/console/sign-in`);
    await other.stop();
    const atNone = await browser.ask(`${origin}/console/sign-in`);
    await misled.stop();
    for (const shown of [atOther, atNone]) {
      expect([shown.status, shown.headers.location]).toEqual([503, undefined]);
    }
    expect(misled.logLines.join('')).toContain('console.issuer-away');
  });
});
