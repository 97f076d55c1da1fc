import { createLogger } from '#observability';
import { AccessTokenVerifier, remoteKeys } from '#security';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshConfig } from '../../testing/sandbox-config.js';
import type { SandboxConfig } from '../sandbox.config.js';
import { IdentityServer } from './identity.server.js';
import { CONSOLE_CLIENT, MACHINE_CLIENT } from './oidc-provider.js';
import { claimsOf, DEVELOPMENT_PEOPLE } from './people.js';

const CONSOLE = 'http://127.0.0.1:9';

describe('the development identity provider, as OpenID Connect', () => {
  let config: SandboxConfig;
  let server: IdentityServer;
  beforeAll(async () => {
    config = await freshConfig(CONSOLE);
    server = new IdentityServer(config, createLogger({ app: 'sandbox', level: 'error' }));
    await server.onModuleInit();
  });
  afterAll(() => server.onApplicationShutdown());

  const secretOf = (name: string): Promise<string> => readFile(join(config.secretsDir, name), 'utf8');
  const askToken = async (client: string, secret: string, form: Record<string, string>): Promise<Response> =>
    fetch(`${server.address}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
      body: new URLSearchParams(form),
    });
  const question = (changes: Record<string, string> = {}): string =>
    `${server.address}/oidc/auth?${new URLSearchParams({
      client_id: CONSOLE_CLIENT,
      response_type: 'code',
      scope: 'openid profile',
      redirect_uri: `${CONSOLE}/console/sign-in/callback`,
      state: 's',
      nonce: 'n',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...changes,
    }).toString()}`;
  const ask = (address: string) => fetch(address, { redirect: 'manual' });

  it('has the issuer’s name, and its endpoints where it listens, with the one key of the issuer', async () => {
    const answer = await fetch(`${server.address}/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({
      issuer: 'http://issuer.example',
      authorization_endpoint: `${server.address}/oidc/auth`,
      token_endpoint: `${server.address}/oidc/token`,
      jwks_uri: `${server.address}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['EdDSA'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('gives a program a token that the gateway takes, with what POST /token gives a team application', async () => {
    const secret = await secretOf('oidc-machine-secret');
    const answer = await askToken(MACHINE_CLIENT, secret, { grant_type: 'client_credentials' });
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const keys = remoteKeys(`${server.address}/.well-known/jwks.json`);
    const verifier = new AccessTokenVerifier('http://issuer.example', keys, () => new Date());
    expect(await verifier.verify(token)).toEqual({
      subject: MACHINE_CLIENT,
      roles: new Set(['team-app']),
      teams: 'all',
    });
  });

  it('gives nothing to a program with another secret, nor to the console as a program', async () => {
    const grant = { grant_type: 'client_credentials' };
    expect((await askToken(MACHINE_CLIENT, 'x'.repeat(43), grant)).status).toBe(401);
    const consoleSecret = await secretOf('oidc-client-secret');
    expect((await askToken(CONSOLE_CLIENT, consoleSecret, grant)).status).toBe(400);
  });

  it('leads to a page in Finnish on which somebody of each role can be chosen, without scripts', async () => {
    const { headers } = await ask(question());
    const address = new URL(headers.get('location') ?? '', server.address).href;
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const page = await fetch(address, { headers: { cookie } });
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const text = await page.text();
    expect(text).toContain('<html lang="fi">');
    expect(text).not.toContain('<script');
    for (const { name, subject } of DEVELOPMENT_PEOPLE) {
      expect(text).toContain(`value="${subject}">${name} (`);
    }
    expect(new Set(DEVELOPMENT_PEOPLE.flatMap((person) => claimsOf(person).roles))).toEqual(
      new Set(['participant', 'deputy', 'sysadmin', 'auditor', 'developer']),
    );
  });

  it.each([
    ['another place to come back to', { redirect_uri: 'https://evil.example' }],
    ['another client', { client_id: 'another' }],
  ])('leads nobody anywhere for %s', async (_, changes) => {
    const answer = await ask(question(changes));
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain('Kirjautuminen ei onnistunut');
  });

  it.each([
    ['PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['hashing in PKCE', { code_challenge_method: 'plain' }],
  ])('refuses a question without %s', async (_, changes) => {
    const { headers } = await ask(question(changes));
    expect(headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/console\/sign-in\/callback\?error=invalid_request/,
    );
  });

  it('knows no sign-in that nobody began', async () => {
    expect((await ask(`${server.address}/oidc/login/x`)).status).toBeGreaterThanOrEqual(400);
  });
});
