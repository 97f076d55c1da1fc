import {
  call,
  csrfTokenOf,
  getPage,
  signedIn,
  startGateway,
  tokenOf,
} from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { QUEUES_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import { ACCESS_ROLES } from '#security';
import type { QueueBoard } from './queue-board.js';

const sysadmin = signedIn({ roles: ['sysadmin'] });
const note = jest.fn<Promise<void>, Parameters<QueueBoard['note']>>();

function board(differences: Partial<QueueBoard> = {}): QueueBoard {
  return { queues: [], isWritable: false, answers: async () => true, note, ...differences };
}

/** Of everything there is below `/queues`. */
const PATHS = [
  '/queues',
  '/queues/queue/lifecare-varha',
  '/queues/queue/lifecare-varha/x',
  '/queues/static/favicon.ico',
  '/queues/static/images/logo.svg',
  '/queues/api/queues',
  '/queues/api/job-schedulers',
  '/queues/api/queues/lifecare-varha/default-job-options',
  '/queues/api/queues/lifecare-varha/rate-limit',
  '/queues/api/queues/lifecare-varha/x',
];

/** Everything with which bull-board's own server would change something. */
const WRITES: readonly (readonly ['PUT' | 'POST' | 'PATCH', string])[] = [
  ['PUT', 'queues/pause'],
  ['PUT', 'queues/resume'],
  ['POST', 'queues/lifecare-varha/add'],
  ['PUT', 'queues/lifecare-varha/retry/failed'],
  ['PUT', 'queues/lifecare-varha/promote'],
  ['PUT', 'queues/lifecare-varha/clean/completed'],
  ['PUT', 'queues/lifecare-varha/pause'],
  ['PUT', 'queues/lifecare-varha/resume'],
  ['PUT', 'queues/lifecare-varha/concurrency'],
  ['PUT', 'queues/lifecare-varha/rate-limit'],
  ['PUT', 'queues/lifecare-varha/rate-limit/release'],
  ['PUT', 'queues/lifecare-varha/empty'],
  ['PUT', 'queues/lifecare-varha/obliterate'],
  ['PUT', 'queues/lifecare-varha/job-schedulers/x/remove'],
  ['PATCH', 'queues/lifecare-varha/job-schedulers/x'],
  ['PUT', 'queues/lifecare-varha/job-schedulers/x/run'],
  ['PUT', 'queues/lifecare-varha/x/retry'],
  ['PUT', 'queues/lifecare-varha/x/clean'],
  ['PUT', 'queues/lifecare-varha/x/promote'],
  ['PATCH', 'queues/lifecare-varha/x/update-data'],
  ['PATCH', 'queues/lifecare-varha/x/delay'],
  ['PATCH', 'queues/lifecare-varha/x/priority'],
  ['PUT', 'queues/lifecare-varha/x/remove-unprocessed-children'],
];

const started: GatewayUnderTest[] = [];
async function start(queueBoard: QueueBoard): Promise<GatewayUnderTest> {
  const gateway = await startGateway({ queueBoard });
  started.push(gateway);
  return gateway;
}
let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await start(board());
});
afterAll(async () => {
  for (const each of started) await each.app.close();
});
beforeEach(() => note.mockReset());

describe('the board of queues', () => {
  it.each(PATHS)('%s answers system administrators with a session alone', async (path) => {
    const others = ACCESS_ROLES.filter((role) => role !== 'sysadmin');
    expect((await getPage(gateway.app, path, signedIn({ roles: others }))).status).toBe(403);
    expect((await getPage(gateway.app, path)).status).toBe(303);
    const bearer = { authorization: `Bearer ${tokenOf({ roles: ACCESS_ROLES })}` };
    expect((await getPage(gateway.app, path, bearer)).status).toBe(303);
    expect([200, 404]).toContain((await getPage(gateway.app, path, sysadmin)).status);
  });

  it('shows its page with nothing from elsewhere and nothing inline', async () => {
    const { status, text, headers } = await getPage(gateway.app, '/queues', sysadmin);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'none'; base-uri 'self'; frame-ancestors 'none'",
    );
    expect(text).toContain('<base href="/queues/">');
    expect(text).not.toMatch(/https?:|style=|<style|unsafe/);
    const files = [...text.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, name = '']) => name);
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const file = await getPage(gateway.app, `/queues/${name}`, sysadmin);
      expect([file.status, file.headers['x-content-type-options']]).toEqual([200, 'nosniff']);
    }
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    'favicon.txt',
    'js/../../package.json',
    '..%2f..%2fpackage.json',
    'js/%2e%2e/index.ejs',
    'index.ejs',
  ])('has no file %s', async (name) => {
    expect((await getPage(gateway.app, `/queues/static/${name}`, sysadmin)).status).toBe(404);
  });

  it('leaves the console’s own policy as it is', async () => {
    const { headers } = await getPage(gateway.app, '/console/repairs', sysadmin);
    expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/);
    expect(headers['content-security-policy']).toMatch(/base-uri 'none'/);
  });
});

describe('what would change something', () => {
  const headers = { ...sysadmin, 'x-xsrf-token': csrfTokenOf(sysadmin), 'sec-fetch-site': 'same-origin' };

  it.each(WRITES)('%s %s is refused', async (method, path) => {
    const answer = await call(gateway.app, method, `/queues/api/${path}`, { headers });
    expect([404, 405]).toContain(answer.status);
    expect(note).not.toHaveBeenCalled();
  });

  it('is refused with its reason where it is there at all', async () => {
    const answer = await call(gateway.app, 'PUT', '/queues/api/queues/lifecare-varha/x/clean', { headers });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('is refused without the token of the session, and with a body', async () => {
    const writable = await start(board({ isWritable: true }));
    const put = (more: Record<string, string>, payload?: Buffer) =>
      call(writable.app, 'PUT', '/queues/api/queues/lifecare-varha/x/clean', {
        headers: { ...sysadmin, ...more },
        ...(payload === undefined ? {} : { payload }),
      });
    expect((await put({})).status).toBe(403);
    expect((await put({ 'x-xsrf-token': 'other' })).status).toBe(403);
    expect((await put({ ...headers, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const json = { ...headers, 'content-type': 'application/json' };
    expect((await put(json, Buffer.from('{}'))).status).toBe(415);
    // Let in, it finds no such queue.
    expect((await put(headers)).status).toBe(404);
    expect(note).not.toHaveBeenCalled();
  });

  it('gets its token with the page, where it is allowed', async () => {
    const writable = await start(board({ isWritable: true }));
    const page = await getPage(writable.app, '/queues', sysadmin);
    expect(page.headers['set-cookie']).toBe(
      `XSRF-TOKEN=${encodeURIComponent(csrfTokenOf(sysadmin))}; Path=/queues; SameSite=Strict; Secure`,
    );
  });
});

describe('while Redis is away', () => {
  it.each(TEXT_LANGUAGES)('the page says so in %s, and what to look at instead', async (language) => {
    const away = await start(board({ answers: async () => false }));
    const headers = signedIn({ roles: ['sysadmin'], language });
    const { status, text } = await getPage(away.app, '/queues', headers);
    expect(status).toBe(503);
    expect(text).toContain(QUEUES_TEXTS[language].raw.unavailable);
    expect(text).toContain('href="/console/queues"');
  });

  it('what the page asks for is not waited for', async () => {
    const away = await start(board({ answers: async () => false }));
    const answer = await call(away.app, 'GET', '/queues/api/queues', { headers: sysadmin });
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-now' }, headers: { 'retry-after': '5' } });
  });
});
