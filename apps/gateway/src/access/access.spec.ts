import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { ACCESS_ROLES, accessTo, ROLE_TABLE } from '#security';
import { call, startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { AccessGuard } from './access.guard.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());
beforeEach(() => jest.clearAllMocks());

interface Route {
  readonly method: string;
  readonly path: string;
}

/** The routes that the application really has, as it describes them itself. */
async function routesOf(): Promise<Route[]> {
  const { body } = await gateway.get('/openapi.json');
  return Object.entries(Object(body['paths'])).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{(\w+)\}/g, ':$1'),
    })),
  );
}

const asked = (): number =>
  gateway.ledger.listSystems.mock.calls.length +
  gateway.ledger.findDecision.mock.calls.length +
  gateway.ledger.findTask.mock.calls.length;

describe('the role table', () => {
  test('has an entry for every route, and no entry without its route', async () => {
    const routes = (await routesOf()).map(({ method, path }) => `${method} ${path}`);
    expect(routes.sort()).toEqual(Object.keys(ROLE_TABLE).sort());
  });

  test.each(Object.entries(ROLE_TABLE).filter(([, access]) => typeof access !== 'string'))(
    '%s lets in %j and no other role',
    async (route, access) => {
      const [method, pattern] = route.split(' ') as ['GET' | 'POST', string];
      const path = pattern.replace(':team', 'kaarina').replace(/:\w+/, 'x');
      for (const role of ACCESS_ROLES) {
        const headers = { authorization: `Bearer ${tokenOf({ roles: [role] })}` };
        const { status } = await call(gateway.app, method, path, { headers });
        // A call without its body is let in as well, and refused for that.
        if (access.includes(role)) expect([200, 400, 404, 422]).toContain(status);
        else expect(status).toBe(403);
      }
    },
  );
});

test('a route without an entry answers nobody', async () => {
  const guard = new AccessGuard({ verify: () => Promise.reject(new TypeError('not to be asked')) });
  const request = {
    method: 'GET',
    routeOptions: { url: '/v1/forgotten' },
    headers: { authorization: 'Bearer x' },
  };
  const context = new ExecutionContextHost([request]);
  await expect(guard.canActivate(context)).rejects.toMatchObject({ code: 'not-found' });
});

describe('a call', () => {
  const isChallenged = ({ status, body, headers }: Answer): void => {
    expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'not-signed-in' });
    expect(headers['www-authenticate']).toMatch(/^Bearer realm="kuittaus"/);
  };

  test('without a token, or with what is none, is not let in', async () => {
    isChallenged(await gateway.get('/v1/systems'));
    for (const authorization of [
      'Basic a:b',
      'Bearer',
      'Bearer ',
      'Bearer a b',
      'bearer\ta',
      'not-a-token',
    ]) {
      isChallenged(await gateway.get('/v1/systems', undefined, { authorization }));
    }
    const invalid = await gateway.get('/v1/systems', 'not-a-token');
    isChallenged(invalid);
    expect(invalid.headers['www-authenticate']).toContain('error="invalid_token"');
    expect(asked()).toBe(0);
  });

  test('is told to come again while the issuer’s keys cannot be had', async () => {
    const answer = await gateway.get('/v1/systems', 'keys-are-away');
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-now' }, headers: { 'retry-after': '5' } });
  });

  test('may have several roles', async () => {
    expect((await gateway.get('/v1/systems', tokenOf({ roles: ['participant', 'sysadmin'] }))).status).toBe(
      200,
    );
  });

  test('of a verifier that fails in an unknown way is a 500 that tells nothing', async () => {
    const failing = await startGateway({
      accessTokens: { verify: () => Promise.reject(new TypeError('Meikäläinen')) },
    });
    const answer = await failing.get('/v1/systems', 'x');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal', traceId: expect.any(String) } });
    expect(answer.text + failing.logLines.join('')).not.toContain('Meikäläinen');
    expect(failing.logLines.at(-1)).toContain('request.failed');
    await failing.app.close();
  });
});

describe('no spelling of a path gets round the guard', () => {
  const VARIANTS = [
    '/v1/systems/',
    '//v1/systems',
    '/v1//systems',
    '/v1/systems//',
    '/v1/./systems',
    '/v1/x/../systems',
    '/V1/SYSTEMS',
    '/v1/systems;x=1',
    '/v1/systems%2f',
    '/v1%2fsystems',
    '/v1/%73ystems',
    '/v1/systems%00',
    '/v1/systems%20',
    '/v1/systems?',
    '/v1/systems?a=1',
    '/v1/systems#x',
    '/v1/systems.json',
    '/v1\\systems',
    'http://elsewhere.example/v1/systems',
    '*v1/systems',
    '/health/../v1/systems',
    '/health/live/../../v1/systems',
    '/openapi.json/../v1/systems',
    '/health/live;/v1/systems',
  ];

  test.each(VARIANTS)('%s', async (path) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const { status } = await call(gateway.app, method, path);
      expect([401, 404]).toContain(status);
    }
    expect(asked()).toBe(0);
  });

  test.each(['HEAD', 'GET'] as const)(
    '%s is asked for a token, and given what the token may have',
    async (method) => {
      expect((await call(gateway.app, method, '/v1/systems')).status).toBe(401);
      const headers = { authorization: `Bearer ${tokenOf({ roles: ['team-app'] })}` };
      expect((await call(gateway.app, method, '/v1/systems', { headers })).status).toBe(403);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)(
    '%s is not a method of it',
    async (method) => {
      const answer = await call(gateway.app, method, '/v1/systems');
      expect(answer).toMatchObject({
        status: 405,
        body: { code: 'method-not-allowed' },
        headers: { allow: 'GET, HEAD' },
      });
    },
  );

  test('a method in a header or in the address is not obeyed', async () => {
    const headers = {
      'x-http-method-override': 'GET',
      'x-original-url': '/v1/systems',
      'x-forwarded-for': '127.0.0.1',
    };
    expect((await call(gateway.app, 'POST', '/v1/systems?_method=GET', { headers })).status).toBe(405);
    expect((await call(gateway.app, 'GET', '/nowhere', { headers })).status).toBe(404);
    expect(asked()).toBe(0);
  });
});

test('what is open answers everybody, and only that', async () => {
  for (const { method, path } of await routesOf()) {
    if (method !== 'GET') continue;
    const { status } = await gateway.get(path.replace(/:\w+/g, 'x'));
    expect({ path, isOpen: status === 200 }).toEqual({ path, isOpen: accessTo(method, path) === 'open' });
  }
});
