import { createHmac, generateKeyPairSync } from 'node:crypto';
import { DEVELOPERS_TEXTS } from '#console-texts';
import { parseWebhookKey, signWebhook } from '#security';
import {
  getPage,
  NOW,
  postForm,
  SAMPLE_SECRET,
  signedIn,
  startGateway,
  TURKU_SECRET,
} from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { explainSignature } from './explain-signature.js';
import type { PresentedWebhook } from './explain-signature.js';
import type { SenderKey } from './sender-key.js';

const pair = generateKeyPairSync('ed25519');
const KEYS: readonly SenderKey[] = [
  { sender: 'sample', teams: '*', name: 'sender-old', kind: 'secret', state: 'revoked' },
  {
    ...{ sender: 'sample', teams: '*', name: 'sender-new', kind: 'secret', state: 'live' },
    key: parseWebhookKey(SAMPLE_SECRET),
  },
  {
    ...{ sender: 'sample', teams: '*', name: 'ed', kind: 'public-key', state: 'live' },
    key: { scheme: 'v1a', publicKey: pair.publicKey },
  },
  {
    ...{ sender: 'turku-app', teams: ['turku'], name: 'sender-turku', kind: 'secret', state: 'live' },
    key: parseWebhookKey(TURKU_SECRET),
  },
];
const SECRET = Buffer.alloc(32, 1);
const ID = 'evt-1';
const TIMESTAMP = String(Math.floor(NOW.getTime() / 1_000));
const BODY = '{"id":"evt-1",\n"data":{}}';

const sign = (body = BODY, secret = SECRET, timestamp = TIMESTAMP): string =>
  signWebhook(secret, { id: ID, timestamp, body: Buffer.from(body) });
const sent = (changes: Partial<PresentedWebhook> = {}): PresentedWebhook => ({
  id: ID,
  timestamp: TIMESTAMP,
  body: BODY,
  signature: sign(),
  ...changes,
});
const codes = (changes: Partial<PresentedWebhook>, keys = KEYS) =>
  explainSignature(sent(changes), keys, NOW).map(({ code }) => code);
const secondsOff = (seconds: number): string => String(Number(TIMESTAMP) + seconds);
const hex = createHmac('sha256', SECRET).update(`${ID}.${TIMESTAMP}.${BODY}`).digest('hex');

describe('a webhook that is right', () => {
  it('is said to be so, with the secret that signed it', () => {
    expect(explainSignature(sent(), KEYS, NOW)).toEqual([
      { code: 'id-right', isRight: true },
      { code: 'timestamp-right', isRight: true, offMs: 0 },
      { code: 'signature-right', isRight: true, by: { sender: 'sample', name: 'sender-new' } },
    ]);
  });

  it('may be signed by a key pair, or by several secrets', () => {
    const parts = { id: ID, timestamp: TIMESTAMP, body: Buffer.from(BODY) };
    expect(explainSignature(sent({ signature: signWebhook(pair.privateKey, parts) }), KEYS, NOW)[2]).toEqual({
      ...{ code: 'signature-right', isRight: true },
      by: { sender: 'sample', name: 'ed' },
    });
    const two = `${sign(BODY, Buffer.alloc(32, 7))} ${sign()}`;
    expect(codes({ signature: two })[2]).toBe('signature-right');
  });
});

describe('what is wrong with a webhook', () => {
  it.each([
    ['', 'id-missing'],
    ['evt.1', 'id-malformed'],
    ['evt-2', 'id-differs'],
  ])('is its id %j: %s', (id, code) => {
    expect(codes({ id })[0]).toBe(code);
  });

  it('is a body that is no JSON', () => {
    expect(codes({ body: '[1]' })[0]).toBe('body-not-json');
    expect(codes({ body: '{' })[0]).toBe('body-not-json');
  });

  it.each([
    ['', 'timestamp-missing', undefined],
    [`${TIMESTAMP}000`, 'timestamp-malformed', undefined],
    [secondsOff(-300), 'timestamp-right', 300_000],
    [secondsOff(-301), 'timestamp-old', 301_000],
    [secondsOff(300), 'timestamp-right', 300_000],
    [secondsOff(301), 'timestamp-new', 301_000],
  ])('is its timestamp %j: %s', (timestamp, code, offMs) => {
    const finding = explainSignature(sent({ timestamp }), KEYS, NOW)[1];
    expect([finding?.code, finding?.offMs]).toEqual([code, offMs]);
  });

  it.each([
    ['none', '', 'signature-missing'],
    ['no signature', 'v1,abc', 'signature-malformed'],
    ['one of an unknown secret', sign(BODY, Buffer.alloc(32, 9)), 'signature-matches-nothing'],
    ['hexadecimal', `v1,${hex}`, 'signature-hexadecimal'],
    ['without its version', sign().slice('v1,'.length), 'signature-without-version'],
    ['over a body with a line end more', sign(`${BODY}\n`), 'signed-final-newline'],
    ['over a body with other line ends', sign(BODY.replaceAll('\n', '\r\n')), 'signed-crlf'],
    ['by the text of the secret', sign(BODY, Buffer.from(SAMPLE_SECRET)), 'secret-not-decoded'],
    ['by the text without its prefix', sign(BODY, Buffer.from(SAMPLE_SECRET.slice(6))), 'secret-not-decoded'],
  ])('is its signature: %s', (_, signature, code) => {
    expect(explainSignature(sent({ signature }), KEYS, NOW)[2]).toMatchObject({ code, isRight: false });
  });

  it('is a line end at the end of the body', () => {
    expect(codes({ body: `${BODY}\n` })[2]).toBe('signed-without-final-newline');
  });

  it('is that there is nothing to compare with', () => {
    expect(codes({}, KEYS.slice(0, 1))[2]).toBe('no-keys');
  });
});

describe('the page', () => {
  const PATH = '/console/developers/signature';
  const texts = DEVELOPERS_TEXTS.fi.signature;
  const developer = signedIn({ roles: ['developer'], language: 'fi' });
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await startGateway({ senderKeys: KEYS });
  });
  afterAll(() => gateway.app.close());

  it('says what is wrong, keeps what was typed, and neither logs it nor tells a secret', async () => {
    gateway.logLines.length = 0;
    const body = BODY.replace('{}', '{"x":"<b>SALAINEN</b>"}');
    const timestamp = secondsOff(-540);
    const signature = sign(body, SECRET, timestamp);
    const webhook = { id: ID, timestamp, signature, body };
    const { status, text } = await postForm(gateway.app, PATH, webhook, developer);
    expect(status).toBe(200);
    expect(text).toContain(`${texts.findings['timestamp-old']} ${texts.age('9 min')}`);
    expect(text).toContain(texts.matched('sample', 'sender-new'));
    expect(text).toContain(texts.refused);
    expect(text).toContain('&lt;b>SALAINEN');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain(SECRET.toString('base64'));
    expect(gateway.logLines.join('')).not.toContain('SALAINEN');
    expect(gateway.intake.findRepeat).not.toHaveBeenCalled();
  });

  it('says that a right one would be taken', async () => {
    const { text } = await postForm(gateway.app, PATH, { ...sent() }, developer);
    expect(text).toContain(texts.accepted);
  });

  it('knows the secrets of one’s own teams alone', async () => {
    const signature = sign(BODY, Buffer.alloc(32, 2));
    const ask = (teams: readonly string[]) =>
      postForm(
        gateway.app,
        PATH,
        { ...sent({ signature }) },
        signedIn({ roles: ['developer'], teams, language: 'fi' }),
      );
    expect((await ask(['turku'])).text).toContain('sender-turku');
    expect((await ask(['kaarina'])).text).toContain(texts.findings['signature-matches-nothing']);
  });

  it('asks first, and is not for everybody', async () => {
    expect((await getPage(gateway.app, PATH, developer)).text).toContain(texts.intro);
    expect((await getPage(gateway.app, PATH, signedIn({ roles: ['participant'] }))).status).toBe(403);
  });
});
