import { createHmac, generateKeyPairSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { parseWebhookKey } from './webhook-key.js';
import { signWebhook } from './webhook-signature.js';
import { WebhookVerifier } from './webhook-verifier.js';
import type { WebhookSender } from './webhook-verifier.js';

const OLD = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const NOW_S = 1_790_000_000;
const BODY = Buffer.from('{"summary":"ääkköset ja 🙂"}');
const ed25519 = generateKeyPairSync('ed25519');
const PUBLIC = `whpk_${ed25519.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`;

const sender = (name: string, ...keys: string[]): WebhookSender => ({
  name,
  keys: keys.map(parseWebhookKey),
});
const clock =
  (seconds = NOW_S) =>
  () =>
    new Date(seconds * 1000);
const verifier = (...senders: WebhookSender[]) => new WebhookVerifier(senders, clock());

function signed(secret: string, { id = 'evt_1', timestamp = String(NOW_S), body = BODY } = {}) {
  const key = parseWebhookKey(secret);
  if (key.scheme !== 'v1') throw new TypeError('a secret is wanted');
  return { id, timestamp, signature: signWebhook(key.secret, { id, timestamp, body }) };
}

describe('a webhook signed as Standard Webhooks says', () => {
  const one = verifier(sender('sample', OLD));

  test('is of the sender whose secret verifies', () => {
    const two = verifier(sender('first', OLD), sender('second', OTHER));
    expect(two.verify(signed(OTHER), BODY)).toEqual({ sender: 'second', id: 'evt_1', timely: true });
  });

  test('holds for the published vector of the specification', () => {
    const published = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const verdict = new WebhookVerifier([sender('svix', published)], clock(1_614_265_330)).verify(
      {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        timestamp: '1614265330',
        signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      Buffer.from('{"test": 2432232314}'),
    );
    expect(verdict).toEqual({ sender: 'svix', id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timely: true });
  });

  test('is understood both ways with the npm package standardwebhooks', () => {
    const now = Math.floor(Date.now() / 1000);
    const timestamp = String(now);
    const theirs = new Webhook(OLD).sign('evt_1', new Date(now * 1000), BODY);
    expect(
      new WebhookVerifier([sender('sample', OLD)], clock(now)).verify(
        { id: 'evt_1', timestamp, signature: theirs },
        BODY,
      ),
    ).toMatchObject({ timely: true });

    const ours = signed(OLD, { timestamp });
    expect(() =>
      new Webhook(OLD).verify(BODY, {
        'webhook-id': 'evt_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': ours.signature,
      }),
    ).not.toThrow();
  });

  test('holds with either live secret while one is being rotated, and not with a revoked one', () => {
    const rotating = verifier(sender('sample', OLD, NEW));
    expect(rotating.verify(signed(OLD), BODY)?.sender).toBe('sample');
    expect(rotating.verify(signed(NEW), BODY)?.sender).toBe('sample');
    expect(verifier(sender('sample', NEW)).verify(signed(OLD), BODY)).toBeUndefined();
  });

  test('holds when any signature of the space-separated list does', () => {
    const right = signed(OLD);
    const wrong = signed(OTHER).signature;
    expect(one.verify({ ...right, signature: `v2,abc ${wrong} ${right.signature}` }, BODY)?.sender).toBe(
      'sample',
    );
  });

  test('holds with an Ed25519 signature, of the right bytes only', () => {
    const parts = { id: 'evt_1', timestamp: String(NOW_S), body: BODY };
    const headers = { ...parts, signature: signWebhook(ed25519.privateKey, parts) };
    const both = verifier(sender('hmac', OLD), sender('asymmetric', PUBLIC));
    expect(both.verify(headers, BODY)?.sender).toBe('asymmetric');
    expect(both.verify(headers, Buffer.concat([BODY, Buffer.from(' ')]))).toBeUndefined();
  });
});

describe('a webhook is nobody’s', () => {
  const one = verifier(sender('sample', OLD, PUBLIC));
  const right = signed(OLD);
  const flipped = (): string => {
    const bytes = Buffer.from(right.signature.slice(3), 'base64');
    bytes[31] = (bytes[31] ?? 0) ^ 1;
    return `v1,${bytes.toString('base64')}`;
  };

  test.each([
    ['one bit of the signature is another', { ...right, signature: flipped() }],
    ['the secret is another sender’s', signed(OTHER)],
    ['the scheme is not known', { ...right, signature: right.signature.replace('v1,', 'v2,') }],
    ['an HMAC is presented as Ed25519', { ...right, signature: right.signature.replace('v1,', 'v1a,') }],
    ['the signature is empty', { ...right, signature: '' }],
    ['the signature has no scheme', { ...right, signature: right.signature.slice(3) }],
    ['the signature lacks its padding', { ...right, signature: right.signature.slice(0, -1) }],
    [
      'the right signature is beyond the first sixteen',
      { ...right, signature: `${'v1,AA== '.repeat(16)}${right.signature}` },
    ],
    ['there is no id', { ...right, id: undefined }],
    ['there is no timestamp', { ...right, timestamp: undefined }],
    ['there is no signature', { ...right, signature: undefined }],
    ['the id has a full stop', signed(OLD, { id: 'evt.1' })],
    ['the id is empty', signed(OLD, { id: '' })],
    ['the id is longer than 64', signed(OLD, { id: 'a'.repeat(65) })],
    ['the timestamp is in exponent form', signed(OLD, { timestamp: '1e9' })],
    ['the timestamp has a blank', signed(OLD, { timestamp: ` ${NOW_S}` })],
    ['the timestamp has letters after it', signed(OLD, { timestamp: `${NOW_S}abc` })],
    ['the timestamp is negative', signed(OLD, { timestamp: '-1' })],
    ['the timestamp has 20 digits', signed(OLD, { timestamp: '9'.repeat(20) })],
    ['the timestamp is in Arabic-Indic digits', signed(OLD, { timestamp: '١٧٩٠٠٠٠٠٠٠' })],
  ])('when %s', (_case, headers) => {
    expect(one.verify(headers, BODY)).toBeUndefined();
  });

  test('when a byte of the body is another, or it was serialised anew', () => {
    expect(one.verify(right, Buffer.from('{"summary": "ääkköset ja 🙂"}'))).toBeUndefined();
  });

  test('without a thousand signatures costing a thousand computations', () => {
    const signature = Array.from({ length: 1000 }, () => `v1a,${Buffer.alloc(64).toString('base64')}`).join(
      ' ',
    );
    const started = process.hrtime.bigint();
    expect(one.verify({ ...right, signature }, BODY)).toBeUndefined();
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(50);
  });
});

describe('the time of a webhook', () => {
  const one = verifier(sender('sample', OLD));

  test.each([
    [-301, false],
    [-300, true],
    [0, true],
    [300, true],
    [301, false],
  ])('%i seconds off: timely is %s, and the sender is known', (offset, timely) => {
    expect(one.verify(signed(OLD, { timestamp: String(NOW_S + offset) }), BODY)).toEqual({
      sender: 'sample',
      id: 'evt_1',
      timely,
    });
  });
});

test('two senders with one secret are refused at start: neither could be told from the other', () => {
  expect(() => verifier(sender('first', OLD), sender('second', NEW, OLD))).toThrow('webhook-key-shared');
  expect(() => verifier(sender('first', PUBLIC), sender('second', PUBLIC))).toThrow('webhook-key-shared');
});

test('the signature is over the raw bytes, not over a text made of them', () => {
  const body = Buffer.from([0x7b, 0xff, 0x7d]);
  const timestamp = String(NOW_S);
  const digest = createHmac('sha256', Buffer.alloc(32, 1))
    .update(`evt_1.${timestamp}.`)
    .update(body)
    .digest('base64');
  const headers = { id: 'evt_1', timestamp, signature: `v1,${digest}` };
  expect(verifier(sender('sample', OLD)).verify(headers, body)?.sender).toBe('sample');
});
