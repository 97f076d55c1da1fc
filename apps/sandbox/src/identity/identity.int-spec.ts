import { type JSONWebKeySet, createLocalJWKSet, jwtVerify } from 'jose';
import { createLogger } from '#observability';
import { freshConfig } from '../../testing/sandbox-config.js';
import { objectAt, textAt } from '../json.js';
import type { SandboxConfig } from '../sandbox.config.js';
import { IdentityServer } from './identity.server.js';

const DAY_S = 86_400;

describe('the development identity provider', () => {
  const logger = createLogger({ app: 'sandbox', level: 'error' });
  let config: SandboxConfig;
  let server: IdentityServer;
  beforeAll(async () => {
    config = await freshConfig();
    server = new IdentityServer(config, logger);
    await server.onModuleInit();
  });
  afterAll(() => server.onApplicationShutdown());

  const ask = (body: string): Promise<Response> => fetch(`${server.address}/token`, { method: 'POST', body });
  const keysOf = async (address: string): Promise<JSONWebKeySet> => {
    const keys: JSONWebKeySet = JSON.parse(await (await fetch(`${address}/.well-known/jwks.json`)).text());
    return keys;
  };
  const claimsOf = async (request: object, address = server.address) => {
    const answer = await fetch(`${address}/token`, { method: 'POST', body: JSON.stringify(request) });
    const token = textAt(objectAt({ answer: await answer.json() }, 'answer'), 'token') ?? '';
    const keys = createLocalJWKSet(await keysOf(address));
    return (await jwtVerify(token, keys, { audience: 'kuittaus' })).payload;
  };

  it('signs a token for a role that holds for all teams and 30 days', async () => {
    const claims = await claimsOf({ role: 'sysadmin' });
    expect(claims).toMatchObject({
      iss: 'http://issuer.example',
      sub: 'sysadmin',
      roles: ['sysadmin'],
      teams: ['*'],
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(30 * DAY_S);
    expect(claims).not.toHaveProperty('participant');
  });

  it('says who the bearer is, a participant by the address in lower case', async () => {
    const request = {
      role: 'participant',
      teams: ['kaarina'],
      participant: 'Kela@Tiimi.Example',
      organisation: 'Kela',
    };
    expect(await claimsOf(request)).toMatchObject({
      sub: 'kela@tiimi.example',
      teams: ['kaarina'],
      participant: 'kela@tiimi.example',
      organisation: 'Kela',
    });
  });

  it('is its own issuer when no other is configured', async () => {
    const { issuer: _issuer, ...others } = config;
    const own = new IdentityServer(others, logger);
    await own.onModuleInit();
    try {
      expect(await claimsOf({ role: 'auditor' }, own.address)).toMatchObject({ iss: own.address });
    } finally {
      await own.onApplicationShutdown();
    }
  });

  it('shows nothing of the private key', async () => {
    const { keys } = await keysOf(server.address);
    expect(Object.keys(keys[0]!).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('keeps its key over restarts', async () => {
    const again = new IdentityServer(config, logger);
    await again.onModuleInit();
    const [one, other] = [await keysOf(server.address), await keysOf(again.address)];
    await again.onApplicationShutdown();
    expect(other).toEqual(one);
  });

  it.each([
    '{"role":"root"}',
    '{}',
    '{"role":"auditor","scope":"all"}',
    '{"role":"auditor","teams":[]}',
    '{"role":"auditor","teams":"kaarina"}',
    '{"role":"participant","participant":""}',
    'role=auditor',
    '',
  ])('refuses %j with a problem', async (body) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid' });
  });

  it('is up, and answers 404 to what it does not know', async () => {
    expect((await fetch(`${server.address}/_health`)).status).toBe(200);
    expect((await fetch(`${server.address}/authorize`)).status).toBe(404);
  });
});
