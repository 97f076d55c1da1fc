import { Webhook } from 'standardwebhooks';
import { isAuthentic, signWebhook, webhookKey } from './webhook-signing.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two letters..').toString('base64')}`;
const NOW = Date.now();
const body = Buffer.from('{"id":"e-1","ä":1}');

describe('webhook signing', () => {
  const key = webhookKey(SECRET);
  const signed = signWebhook(key, { id: 'e-1', body, now: NOW });

  it('signs what the Standard Webhooks library verifies', () => {
    const headers = {
      'webhook-id': signed.id,
      'webhook-timestamp': signed.timestamp,
      'webhook-signature': signed.signature,
    };
    expect(new Webhook(SECRET).verify(body, headers)).toEqual({ id: 'e-1', ä: 1 });
  });

  it('takes what the Standard Webhooks library signs, also among other signatures', () => {
    const signature = new Webhook(SECRET).sign('e-1', new Date(NOW), body.toString());
    expect(isAuthentic(key, { ...signed, signature }, body, NOW)).toBe(true);
    expect(isAuthentic(key, { ...signed, signature: `v1a,AAAA v1,AAAA ${signature}` }, body, NOW)).toBe(true);
  });

  it.each([
    ['another body', {}, Buffer.from('{}'), 0],
    ['another id', { id: 'e-2' }, body, 0],
    ['another time', { timestamp: String(Math.floor(NOW / 1000) + 1) }, body, 0],
    ['no signature', { signature: '' }, body, 0],
    ['a signature of another scheme', { signature: signed.signature.replace('v1,', 'v1a,') }, body, 0],
    ['a signature cut short', { signature: signed.signature.slice(0, -8) }, body, 0],
    ['a message too old', {}, body, 302_000],
    ['a message too new', {}, body, -302_000],
    ['a timestamp that is no number', { timestamp: 'now' }, body, 0],
  ])('refuses %s', (_title, different, bytes, laterMs) => {
    expect(isAuthentic(key, { ...signed, ...different }, bytes, NOW + laterMs)).toBe(false);
  });

  it.each(['', 'whsec_', 'whsec_!', 'YWJj', 'whsec_YWJ'])('refuses the secret %j', (secret) => {
    expect(() => webhookKey(secret)).toThrow('whsec_');
  });
});
