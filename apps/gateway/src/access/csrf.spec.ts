import { callerKindOf, ROLE_TABLE } from '#security';
import type { AccessRole } from '#security';
import { PUBLIC_ORIGIN, postForm, signedIn, startGateway } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { csrfTokenOf } from '../../testing/signed-in.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());

const EVERYBODY: readonly AccessRole[] = ['participant', 'deputy', 'sysadmin', 'auditor', 'developer'];
const ME = signedIn({ roles: EVERYBODY, subject: 'me' });
const ANOTHER = signedIn({ roles: EVERYBODY, subject: 'another' });

/** Every route by which somebody signed in changes something. */
const CHANGING = Object.entries(ROLE_TABLE)
  .filter(([key, access]) => access !== 'open' && !key.startsWith('GET '))
  .map(([key]) => key.split(' ') as ['POST' | 'PUT', string])
  .filter(([, route]) => callerKindOf(route) === 'session')
  .map(([method, route]): [typeof method, string] => [method, route.replace(/:\w+/g, 'x')]);

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function send(method: 'POST' | 'PUT', path: string, { headers = {}, body }: Sent): Promise<number> {
  const answer = await gateway.app.inject({
    method,
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...ME, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return answer.statusCode;
}

test('there is something to guard', () => {
  expect(CHANGING).toContainEqual(['POST', '/console/sign-out']);
});

describe.each(CHANGING)('%s %s', (method, path) => {
  const mine = `csrf=${encodeURIComponent(csrfTokenOf(ME))}`;

  test('is taken with the session’s token, from our page', async () => {
    if (method === 'POST') expect((await postForm(gateway.app, path, {}, ME)).status).not.toBe(403);
    expect(await send(method, path, { body: mine })).not.toBe(403);
    expect(await send(method, path, { body: mine, headers: { origin: PUBLIC_ORIGIN } })).not.toBe(403);
    expect(await send(method, path, { headers: { 'x-csrf-token': csrfTokenOf(ME) } })).not.toBe(403);
  });

  test.each<[string, Sent]>([
    ['without a token', { body: 'a=b' }],
    ['without a body', {}],
    ['with an empty token', { body: 'csrf=' }],
    ['with the token of another', { body: `csrf=${encodeURIComponent(csrfTokenOf(ANOTHER))}` }],
    ['with part of the token', { body: mine.slice(0, -1) }],
    ['with the token in the address', { body: '' }],
    ['with a wrong token in the header', { body: mine, headers: { 'x-csrf-token': 'x' } }],
    ['from another site', { body: mine, headers: { 'sec-fetch-site': 'cross-site' } }],
    ['from a neighbouring site', { body: mine, headers: { 'sec-fetch-site': 'same-site' } }],
    ['from another origin', { body: mine, headers: { origin: 'https://evil.example' } }],
    ['from our name on another port', { body: mine, headers: { origin: `${PUBLIC_ORIGIN}:8443` } }],
    ['from a page without origin', { body: mine, headers: { origin: 'null' } }],
  ])('is refused %s', async (how, sent) => {
    const to = how.endsWith('in the address') ? `${path}?${mine}` : path;
    expect(await send(method, to, sent)).toBe(403);
  });

  test('is refused when it is given twice', async () => {
    expect(await send(method, path, { body: `${mine}&${mine}` })).toBe(400);
  });

  test.each([
    'text/plain',
    'application/json',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded; charset=iso-8859-1',
  ])('is no form as %s', async (type) => {
    expect(await send(method, path, { body: mine, headers: { 'content-type': type } })).toBe(415);
  });

  test('is refused when it is larger than any form', async () => {
    expect(await send(method, path, { body: `${mine}&a=${'x'.repeat(64 * 1024)}` })).toBe(413);
  });
});

test('programs send no forms', async () => {
  const status = await send('POST', '/v1/repairs', { body: 'a=b' });
  expect(status).toBe(415);
});
