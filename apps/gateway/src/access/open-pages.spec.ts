import { fakeSessions } from '../../testing/signed-in.js';
import { getPage, NOW, signedIn, startGateway } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { Problem } from '../http/problem.js';

const sessions = fakeSessions(NOW);
const read = jest.spyOn(sessions, 'read');
const PAULA = signedIn({ roles: ['developer'], name: 'Paula Pääkäyttäjä' });

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({ sessions });
});
afterAll(() => gateway.app.close());

describe('a page that is open to everybody', () => {
  test('shows who is signed in, with their way out', async () => {
    const { status, text } = await getPage(gateway.app, '/console/help', PAULA);
    expect(status).toBe(200);
    expect(text).toContain('Paula Pääkäyttäjä');
    expect(text).toContain('action="/console/sign-out"');
  });

  test('needs nobody', async () => {
    const { status, text } = await getPage(gateway.app, '/console/help');
    expect(status).toBe(200);
    expect(text).not.toContain('action="/console/sign-out"');
  });

  test('is there while nobody can tell who it is', async () => {
    read.mockRejectedValueOnce(new Problem('not-now'));
    expect((await getPage(gateway.app, '/console/help', PAULA)).status).toBe(200);
  });

  test('has parts that ask for no session', async () => {
    read.mockClear();
    const headers = { ...PAULA, 'sec-fetch-mode': 'no-cors' };
    await getPage(gateway.app, '/console/assets/x/console.css', headers);
    expect(read).not.toHaveBeenCalled();
  });
});

test('a language that was chosen counts for more than the browser’s', async () => {
  const headers = { 'accept-language': 'en', cookie: 'kuittaus-language=sv' };
  expect((await getPage(gateway.app, '/console/signed-out', headers)).text).toContain('Du har loggat ut');
  const odd = { 'accept-language': 'en', cookie: 'kuittaus-language=__proto__' };
  expect((await getPage(gateway.app, '/console/signed-out', odd)).text).toContain('You have signed out');
});

test('where no issuer is configured, who wants to sign in is told that there is no console', async () => {
  const { status, text } = await getPage(gateway.app, '/console/sign-in');
  expect(status).toBe(404);
  expect(text).toContain('Konsolia ei ole otettu käyttöön');
});
