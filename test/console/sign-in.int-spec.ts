import { createLogger } from '#observability';
import { IdentityServer } from '../../apps/sandbox/src/identity/identity.server.js';
import { freshConfig } from '../../apps/sandbox/testing/sandbox-config.js';
import { csrfTokenOf } from '../../apps/gateway/src/console/sign-in/session-token.js';
import type { SessionToken } from '../../apps/gateway/src/console/sign-in/session-token.js';
import { freeOrigin, startConsole } from './bench.js';
import type { ConsoleBench } from './bench.js';
import { Browser } from './browser.js';
import type { Shown } from './browser.js';

const SESSION = '__Host-kuittaus';
const PENDING = '__Host-kuittaus-sign-in';

let identity: IdentityServer;
let bench: ConsoleBench;
beforeAll(async () => {
  const origin = await freeOrigin();
  const config = await freshConfig(origin);
  identity = new IdentityServer(config, createLogger({ app: 'sandbox', level: 'error' }));
  await identity.onModuleInit();
  bench = await startConsole({
    origin,
    issuer: 'http://issuer.example',
    discoveryUrl: `${identity.address}/.well-known/openid-configuration`,
    secretsDir: config.secretsDir,
  });
});
afterAll(async () => {
  await bench.stop();
  await identity.onApplicationShutdown();
});

let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await bench.sql('delete from console_session');
});

/** To where somebody chooses whom to be. */
const toTheChoice = (path = '/console/help'): Promise<Shown> =>
  browser.go(`${bench.origin}/console/sign-in?to=${encodeURIComponent(path)}`);

/** The choice is sent, and the way back followed up to the callback, which is not asked yet. */
async function callbackAddress(choice: Shown, person: string): Promise<string> {
  let answer = await browser.ask(choice.address, { method: 'POST', form: { person } });
  for (let count = 0; count < 5; count++) {
    const next = new URL(answer.headers.location ?? '', answer.address).href;
    if (next.startsWith(bench.origin)) return next;
    answer = await browser.ask(next);
  }
  throw new TypeError(`no way back: ${answer.status} ${answer.text}`);
}

const signIn = async (person: string, path?: string): Promise<Shown> => {
  const choice = await toTheChoice(path);
  return browser.go(choice.address, { method: 'POST', form: { person } });
};

const entries = async (kind: string) =>
  (await bench.sql('select actor, facts from audit_entry where kind = $1 order by id', [kind])) as readonly {
    actor: string;
    facts: Record<string, unknown>;
  }[];
const sessions = () => bench.sql('select * from console_session');
/** As it stands in the pages of this browser's session. */
const csrf = () => csrfTokenOf((browser.cookie(SESSION) ?? '') as SessionToken);
const page = (path: string) => browser.ask(`${bench.origin}${path}`);
const post = (path: string, form: Record<string, string>) =>
  browser.ask(`${bench.origin}${path}`, { method: 'POST', form });

describe('signing in', () => {
  test('leads from a page to the issuer, to the choice, and back to that page', async () => {
    const choice = await browser.go(`${bench.origin}/console/worklist?state=open`);
    expect(choice.text).toContain('Kirjaudu kokeilukäyttäjänä');
    const [asked, signingIn, atIssuer] = choice.way;
    expect(asked).toBe(`${bench.origin}/console/worklist?state=open`);
    expect(signingIn).toBe(
      `${bench.origin}/console/sign-in?to=${encodeURIComponent('/console/worklist?state=open')}`,
    );
    const question = new URL(atIssuer ?? '').searchParams;
    expect(Object.fromEntries(question)).toMatchObject({
      response_type: 'code',
      client_id: 'kuittaus-console',
      redirect_uri: `${bench.origin}/console/sign-in/callback`,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(question.get(name)).toHaveLength(43);

    const shown = await browser.go(choice.address, {
      method: 'POST',
      form: { person: 'kela@tiimi.example' },
    });
    expect(shown.address).toBe(`${bench.origin}/console/worklist?state=open`);
    expect(browser.cookie(PENDING)).toBeUndefined();
  });

  test('makes a session of the claims, which only the key opens', async () => {
    await signIn('kela@tiimi.example');
    const token = browser.cookie(SESSION) ?? '';
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [row, ...others] = await sessions();
    expect(others).toEqual([]);
    const stored = JSON.stringify(row, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    for (const secret of [token, 'kela@tiimi.example', 'Kerttu', 'participant']) {
      expect(stored).not.toContain(secret);
    }
    const [entry] = (await entries('console.signed-in')).slice(-1);
    expect(entry).toEqual({
      actor: expect.stringMatching(/^person:[0-9a-f]{32}$/),
      facts: { roles: ['participant'] },
    });
  });

  test('sets a cookie that scripts, other sites and plain connections have no part in', async () => {
    const address = await callbackAddress(await toTheChoice(), 'auditor');
    const { headers } = await browser.ask(address);
    const [gone, cookie] = headers['set-cookie'] ?? [];
    expect(gone).toMatch(/^__Host-kuittaus-sign-in=; Max-Age=0;/);
    expect(cookie).toMatch(/^__Host-kuittaus=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('gives another token each time, whatever the browser came with, and ends the session before', async () => {
    const planted = 'A'.repeat(43);
    browser.put(SESSION, planted);
    await signIn('sysadmin');
    const first = browser.cookie(SESSION);
    expect(first).not.toBe(planted);
    await signIn('auditor');
    const second = browser.cookie(SESSION);
    expect(second).not.toBe(first);
    expect(await sessions()).toHaveLength(1);
    const old = new Browser();
    old.put(SESSION, first ?? '');
    expect((await old.ask(`${bench.origin}/console`)).headers.location).toContain('/console/sign-in');
  });

  test.each([
    ['//evil.example'],
    ['https://evil.example/console'],
    ['/\\evil.example'],
    ['/console//evil.example'],
    ['/console/..//evil.example'],
    ['/console\\@evil.example'],
    ['\t//evil.example'],
    ['javascript:alert(1)'],
    ['/v1/systems'],
    ['/consoles'],
    ['/console/sign-in?to=/console'],
    ['/console/sign-out'],
    [''],
  ])('that was to end at %j ends at the console’s start', async (to) => {
    const address = await callbackAddress(await toTheChoice(to), 'sysadmin');
    expect((await browser.ask(address)).headers.location).toBe('/console');
  });

  test('does not believe the browser’s own cookie about where to go', async () => {
    const address = await callbackAddress(await toTheChoice(), 'sysadmin');
    const [secret] = decodeURIComponent(browser.cookie(PENDING) ?? '').split('.');
    browser.put(PENDING, encodeURIComponent(`${secret}.//evil.example`));
    expect((await browser.ask(address)).headers.location).toBe('/console');
  });
});

describe('an answer of the issuer', () => {
  const isRefused = async (shown: Shown): Promise<void> => {
    expect(shown.status).toBe(403);
    expect(shown.text).toContain('Kirjautuminen ei onnistunut');
    expect(shown.text).not.toMatch(/Error|stack|at \w+ \(/);
    expect(shown.headers.location).toBeUndefined();
    expect(await sessions()).toEqual([]);
  };

  test('is taken once', async () => {
    const address = await callbackAddress(await toTheChoice(), 'sysadmin');
    const pending = browser.cookie(PENDING) ?? '';
    expect((await browser.ask(address)).status).toBe(303);
    await bench.sql('delete from console_session');
    await isRefused(await browser.ask(address));
    // Even for one who has kept the cookie: the code is used up.
    browser.put(PENDING, pending);
    await isRefused(await browser.ask(address));
  });

  test('is of use to nobody but the browser that asked', async () => {
    const address = await callbackAddress(await toTheChoice(), 'sysadmin');
    const another = new Browser();
    await isRefused(await another.ask(address));
    await another.go(`${bench.origin}/console/sign-in`);
    await isRefused(await another.ask(address));
  });

  test.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
    ['another code', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (url: URL) => url.searchParams.delete('iss')],
  ])('with %s is refused', async (_, change) => {
    const url = new URL(await callbackAddress(await toTheChoice(), 'sysadmin'));
    change(url);
    await isRefused(await browser.ask(url.href));
  });

  test('that says no is a page with another try, and no more', async () => {
    const shown = await signIn('');
    await isRefused(shown);
    expect(shown.text).toContain('href="/console/sign-in?anew=1"');
    await bench.endWindows();
    const codes = (await entries('console.sign-in-refused')).map(({ facts }) => facts['code']);
    expect(codes).toContain('refused-by-issuer');
  });

  test('shows nothing of what somebody wrote into the address', async () => {
    const url = `${bench.origin}/console/sign-in/callback?error=x&error_description=${encodeURIComponent('<b>Soita 0600</b>')}`;
    const shown = await browser.ask(url);
    await isRefused(shown);
    expect(shown.text).not.toContain('Soita');
  });

  test('that is refused again and again is on the audit log with its count, not as often', async () => {
    await bench.endWindows();
    const before = (await entries('console.sign-in-refused')).length;
    for (let count = 0; count < 5; count++) await page('/console/sign-in/callback?code=x&state=y');
    await bench.endWindows();
    const added = (await entries('console.sign-in-refused')).slice(before);
    expect(added.map(({ facts }) => facts)).toEqual([
      { code: 'not-begun', count: 1 },
      { code: 'not-begun', count: 4 },
    ]);
  });
});

describe('a session', () => {
  test('that has been idle too long is over; a form sent then is a 401 that leads nowhere', async () => {
    await signIn('sysadmin');
    await bench.sql("update console_session set idle_ends_at = now() - interval '1 second'");
    expect((await page('/console')).headers.location).toBe('/console/sign-in?to=%2Fconsole');
    const answer = await post('/console/session', { csrf: 'x' });
    expect([answer.status, answer.headers.location]).toEqual([401, undefined]);
  });

  test('is over after its whole time, whatever is done', async () => {
    await signIn('sysadmin');
    await bench.sql("update console_session set ends_at = now() - interval '1 second'");
    expect((await page('/console')).headers.location).toContain('/console/sign-in');
  });

  test('lives on by what a person does, at most once a minute, and never beyond its end', async () => {
    await signIn('sysadmin');
    const idleEndsAt = async () => (await sessions())[0]?.['idle_ends_at'] as Date;
    const atFirst = await idleEndsAt();
    await page('/console');
    expect(await idleEndsAt()).toEqual(atFirst);
    await bench.sql(
      "update console_session set seen_at = now() - interval '61 seconds', idle_ends_at = now() + interval '5 seconds'",
    );
    const soon = await idleEndsAt();
    // A page that keeps itself fresh is not a person.
    for (const headers of [{ 'hx-request': 'true' }, { 'sec-fetch-mode': 'cors' }]) {
      await browser.ask(`${bench.origin}/console`, { headers });
      expect(await idleEndsAt()).toEqual(soon);
    }
    await page('/console');
    expect((await idleEndsAt()).getTime()).toBeGreaterThan(soon.getTime());
    await bench.sql(
      "update console_session set seen_at = now() - interval '61 seconds', ends_at = now() + interval '9 seconds'",
    );
    await page('/console');
    const [row] = await sessions();
    expect(row?.['idle_ends_at']).toEqual(row?.['ends_at']);
  });

  test('is extended by the page that asks for it', async () => {
    await signIn('sysadmin');
    await bench.sql(
      "update console_session set seen_at = now() - interval '61 seconds', idle_ends_at = now() + interval '5 seconds'",
    );
    const answer = await post('/console/session', { csrf: csrf() });
    expect(answer.status).toBe(204);
    const [row] = await bench.sql(
      "select idle_ends_at > now() + interval '20 minutes' as later from console_session",
    );
    expect(row).toEqual({ later: true });
  });

  test('ends by signing out, for every copy of the cookie, and tells the log', async () => {
    await signIn('sysadmin-2');
    const thief = new Browser();
    thief.put(SESSION, browser.cookie(SESSION) ?? '');
    const answer = await post('/console/sign-out', { csrf: csrf() });
    expect([answer.status, answer.headers.location]).toEqual([303, '/console/signed-out']);
    expect(answer.headers['clear-site-data']).toBe('"storage"');
    expect(browser.cookie(SESSION)).toBeUndefined();
    expect(await sessions()).toEqual([]);
    expect((await thief.ask(`${bench.origin}/console`)).headers.location).toContain('/console/sign-in');
    expect((await page('/console/signed-out')).text).toContain('Olet kirjautunut ulos');
    const [[came], [went]] = [
      (await entries('console.signed-in')).slice(-1),
      (await entries('console.signed-out')).slice(-1),
    ];
    expect(went).toEqual({ actor: came?.actor, facts: { roles: ['sysadmin'] } });
  });

  test('has a token of its own for forms: that of another session is none', async () => {
    await signIn('sysadmin');
    const mine = csrf();
    const other = browser;
    browser = new Browser();
    await signIn('auditor');
    expect((await post('/console/sign-out', { csrf: mine })).status).toBe(403);
    expect((await post('/console/sign-out', {})).status).toBe(403);
    browser = other;
    expect((await post('/console/sign-out', { csrf: mine })).status).toBe(303);
  });

  test('opens nothing to programs, and a bearer token nothing to people', async () => {
    await signIn('sysadmin');
    expect((await page('/v1/systems')).status).toBe(401);
    const answer = await fetch(`${identity.address}/token`, {
      method: 'POST',
      body: JSON.stringify({ role: 'sysadmin' }),
    });
    const { token } = (await answer.json()) as { token: string };
    const shown = await new Browser().ask(`${bench.origin}/console`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(shown.headers.location).toContain('/console/sign-in');
  });

  test('that ended long ago is gone with the next sign-in', async () => {
    await signIn('sysadmin');
    await bench.sql("update console_session set idle_ends_at = now() - interval '1 day'");
    browser = new Browser();
    await signIn('auditor');
    expect(await sessions()).toHaveLength(1);
  });

  test('whose claims were changed or moved to another row is none', async () => {
    await signIn('auditor');
    const auditor = browser;
    browser = new Browser();
    await signIn('sysadmin');
    await bench.sql(
      `update console_session a set (claims, wrapped_key) = (b.claims, b.wrapped_key)
       from console_session b where a.id <> b.id`,
    );
    for (const each of [auditor, browser]) {
      expect((await each.ask(`${bench.origin}/console`)).headers.location).toContain('/console/sign-in');
    }
  });
});
