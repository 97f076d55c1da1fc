import type * as FastifyServer from '../http/fastify-server.js';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { ACCESS_ROLES, accessTo, callerKindOf, ROLE_TABLE } from '#security';
import type { Access, AccessRole } from '#security';
import {
  call,
  csrfTokenOf,
  postForm,
  signedIn,
  startGateway,
  tokenOf,
} from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { AccessGuard } from './access.guard.js';

/** Every route that the server really has, described or not: as Fastify itself hears of it. */
const mockRoutes = new Set<string>();
jest.mock('../http/fastify-server.js', () => {
  const real = jest.requireActual<typeof FastifyServer>('../http/fastify-server.js');
  return {
    ...real,
    fastifyServer: () => {
      const adapter = real.fastifyServer();
      adapter.getInstance().addHook('onRoute', ({ method, url }) => {
        for (const each of [method].flat()) if (each !== 'HEAD') mockRoutes.add(`${each} ${url}`);
      });
      return adapter;
    },
  };
});

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());
beforeEach(() => jest.clearAllMocks());

const asked = (): number =>
  gateway.ledger.listSystems.mock.calls.length +
  gateway.ledger.findDecision.mock.calls.length +
  gateway.ledger.findTask.mock.calls.length;

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly route: string;
  /** With something in place of each parameter. */
  readonly path: string;
  readonly access: Access;
}

const ROUTES = Object.entries(ROLE_TABLE).map(([key, access]): Route => {
  const [method, route] = key.split(' ') as ['GET' | 'POST' | 'PUT', string];
  return { method, route, path: route.replace(':team', 'kaarina').replace(/:\w+/g, 'x'), access };
});
const kindOf = ({ route }: Route) => callerKindOf(route);
const named = (routes: readonly Route[]) =>
  routes.map((each): [string, Route] => [`${each.method} ${each.route}`, each]);
const CLOSED = ROUTES.filter(({ access }) => access !== 'open' && access !== 'signature');

const bearer = (roles: readonly string[]) => ({ authorization: `Bearer ${tokenOf({ roles })}` });

/** As a program of the role calls, or a person of it does in the browser. */
async function statusFor(route: Route, roles: readonly AccessRole[]): Promise<number> {
  const { method, path } = route;
  if (kindOf(route) === 'bearer') {
    return (await call(gateway.app, method, path, { headers: bearer(roles) })).status;
  }
  if (method === 'POST') return (await postForm(gateway.app, path, {}, signedIn({ roles }))).status;
  if (method === 'PUT') {
    const person = signedIn({ roles });
    const headers = { ...person, 'x-xsrf-token': csrfTokenOf(person), 'sec-fetch-site': 'same-origin' };
    return (await call(gateway.app, method, path, { headers })).status;
  }
  // Some pages' answers go on as long as somebody listens: their status is known before.
  const headers = signedIn({ roles });
  const answer = await gateway.app.inject({ method, url: path, headers, payloadAsStream: true });
  answer.stream().destroy();
  return answer.statusCode;
}

describe('the role table', () => {
  test('has an entry for every route, and no entry without its route', () => {
    expect([...mockRoutes].toSorted()).toEqual(Object.keys(ROLE_TABLE).toSorted());
  });

  test('has an entry for every route that is described: all but pages for people', async () => {
    const { body } = await gateway.get('/openapi.json');
    const described = Object.entries(Object(body['paths'])).flatMap(([path, methods]) =>
      Object.keys(Object(methods)).map(
        (method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const programs = ROUTES.filter(
      (each) => kindOf(each) === 'bearer' && !/^\/(docs|ongelmat)\b/.test(each.route),
    );
    expect(described.toSorted()).toEqual(
      programs.map(({ method, route }) => `${method} ${route}`).toSorted(),
    );
  });

  test.each(named(CLOSED))('%s lets in the roles that it names and no other', async (_, route) => {
    const { access } = route;
    for (const role of ACCESS_ROLES) {
      const isLetIn = ![401, 403].includes(await statusFor(route, [role]));
      expect([role, isLetIn]).toEqual([role, access === 'signed-in' || access.includes(role)]);
    }
    expect([403].includes(await statusFor(route, []))).toBe(access !== 'signed-in');
  });

  test.each(named(CLOSED.filter((route) => kindOf(route) === 'session')))(
    '%s asks for a session, and a bearer token is none',
    async (_, { method, path }) => {
      for (const headers of [{}, bearer(ACCESS_ROLES)]) {
        const answer = await call(gateway.app, method, path, { headers });
        const isShownIn = String(answer.headers['location']).startsWith('/console/sign-in?to=%2Fconsole');
        expect([answer.status, isShownIn]).toEqual(method === 'GET' ? [303, true] : [401, false]);
      }
    },
  );

  test.each(named(CLOSED.filter((route) => kindOf(route) === 'bearer')))(
    '%s asks for a bearer token, and a session is none',
    async (_, { method, path }) => {
      for (const headers of [{}, signedIn({ roles: ACCESS_ROLES })]) {
        expect((await call(gateway.app, method, path, { headers })).status).toBe(401);
      }
    },
  );
});

test('a route without an entry answers nobody', async () => {
  const refuse = () => Promise.reject(new TypeError('not to be asked'));
  const guard = new AccessGuard({ verify: refuse }, { read: refuse }, {});
  for (const url of ['/v1/forgotten', '/console/forgotten', '/queues/forgotten']) {
    const request = { method: 'GET', routeOptions: { url }, headers: { authorization: 'Bearer x' } };
    await expect(guard.canActivate(new ExecutionContextHost([request]))).rejects.toMatchObject({
      code: 'not-found',
    });
  }
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

  /** The same place, said in other ways, as far as some server or proxy might think. */
  const spellings = (path: string): string[] => [
    `${path}/`,
    `/${path}`,
    `${path}//`,
    `/.${path}`,
    `/x/..${path}`,
    `/health/live/../..${path}`,
    path.toUpperCase(),
    `${path};x=1`,
    `${path}%2f`,
    `%2f${path.slice(1)}`,
    `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
    `${path}%00`,
    `${path}%20`,
    `${path}.json`,
    `${path}?to=/console/signed-out`,
    path.replaceAll('/', '\\'),
    `http://elsewhere.example${path}`,
  ];

  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
  const wrong = { ...bearer([]), ...signedIn({ roles: [] }) };

  test.each(named(CLOSED))('%s in no spelling, by no method, without the right to it', async (_, route) => {
    const tries = [
      ...METHODS.flatMap((method) => [{}, wrong].map((headers) => [method, route.path, headers] as const)),
      ...spellings(route.path).map((path) => [route.method, path, wrong] as const),
    ];
    for (const [method, path, headers] of tries) {
      const { status, headers: said } = await call(gateway.app, method, path, { headers });
      const isShownIn = status === 303 && String(said['location']).startsWith('/console/sign-in?');
      const isRefused = isShownIn || (status >= 400 && status < 500);
      expect([method, path, status, isRefused]).toEqual([method, path, status, true]);
    }
  });
});

test('what is open answers everybody, and only that', async () => {
  for (const { method, path, route } of ROUTES) {
    if (method !== 'GET' || kindOf({ method, path, route, access: 'open' }) === 'session') continue;
    const { status } = await gateway.get(path);
    expect({ path, isOpen: ![401, 403].includes(status) }).toEqual({
      path,
      isOpen: accessTo(method, route) === 'open',
    });
  }
});
