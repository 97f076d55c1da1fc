import { startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';

const PATH = '/v1/decisions/kaarina/KAA-1/receipt';
const JWS = 'eyJ.eyJ.c2ln';
const KEYS = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k', alg: 'EdDSA', use: 'sig' }] };

const issue = jest.fn<Promise<string | undefined>, [string, string]>();
let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({ receipts: { issue, keys: () => KEYS } });
});
afterAll(() => gateway.app.close());
beforeEach(() => issue.mockReset().mockResolvedValue(JWS));

const teamApp = (...teams: string[]): string => tokenOf({ roles: ['team-app'], teams });

describe('the receipt of a decision', () => {
  test.each([
    ['its own team application', teamApp('turku', 'kaarina')],
    ['an application of all teams', tokenOf({ roles: ['team-app'], teams: '*' })],
    ['an auditor', tokenOf({ roles: ['auditor'] })],
  ])('is given to %s, as a JWS and nothing around it', async (_who, token) => {
    const { status, headers, text } = await gateway.get(PATH, token);
    expect([status, headers['content-type'], text]).toEqual([200, 'application/jose', JWS]);
    expect(issue).toHaveBeenCalledWith('kaarina', 'KAA-1');
  });

  test.each([
    ['another team’s application', teamApp('turku')],
    ['an application of no team', teamApp()],
    [
      'another team’s application that may also act as a developer',
      tokenOf({ roles: ['team-app', 'developer'] }),
    ],
  ])('does not exist for %s', async (_who, token) => {
    const { status, headers, body } = await gateway.get(PATH, token);
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ code: 'not-found' });
    expect(issue).not.toHaveBeenCalled();
  });

  test('is not a system administrator’s', async () => {
    expect((await gateway.get(PATH, tokenOf({ roles: ['sysadmin'] }))).status).toBe(403);
    expect((await gateway.get(PATH)).status).toBe(401);
    const both = tokenOf({ roles: ['sysadmin', 'team-app'], teams: ['turku'] });
    expect((await gateway.get(PATH, both)).status).toBe(404);
  });

  test('that is not there, or whose name is none, is 404', async () => {
    const auditor = tokenOf({ roles: ['auditor'] });
    issue.mockResolvedValue(undefined);
    expect((await gateway.get(PATH, auditor)).status).toBe(404);
    issue.mockClear();
    expect((await gateway.get('/v1/decisions/Kaarina/.x/receipt', auditor)).status).toBe(404);
    expect(issue).not.toHaveBeenCalled();
  });
});

test('the keys of receipts are open to everybody', async () => {
  expect(await gateway.get('/.well-known/jwks.json')).toMatchObject({ status: 200, body: KEYS });
});
