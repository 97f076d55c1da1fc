import { parseWebhookKey, WebhookKeyError } from './webhook-key.js';

const bytes = (count: number): string => Buffer.alloc(count, 0xfb).toString('base64');

describe('a webhook key', () => {
  test('is a secret of 24 to 64 bytes in padded standard base64', () => {
    expect(parseWebhookKey(`whsec_${bytes(24)}`)).toEqual({ scheme: 'v1', secret: Buffer.alloc(24, 0xfb) });
    expect(parseWebhookKey(`whsec_${bytes(64)}`)).toEqual({ scheme: 'v1', secret: Buffer.alloc(64, 0xfb) });
  });

  test('is a raw Ed25519 public key', () => {
    const key = parseWebhookKey('whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=');
    expect(key).toMatchObject({ scheme: 'v1a', publicKey: { asymmetricKeyType: 'ed25519' } });
  });

  test.each([
    ['without its prefix', bytes(32)],
    ['with a private key’s prefix', `whsk_${bytes(32)}`],
    ['without padding', `whsec_${bytes(32).replace(/=+$/, '')}`],
    ['in the alphabet for addresses', `whsec_${Buffer.alloc(32, 0xfb).toString('base64url')}`],
    ['with a line end', `whsec_${bytes(32)}\n`],
    ['with stray bits in the last letter', `whsec_${'A'.repeat(42)}B=`],
    ['empty', 'whsec_'],
    ['too short', `whsec_${bytes(23)}`],
    ['too long', `whsec_${bytes(65)}`],
    ['a public key of another length', `whpk_${bytes(33)}`],
  ])('is refused %s, and the fault never holds it', (_case, text) => {
    let fault: unknown;
    try {
      parseWebhookKey(text);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(WebhookKeyError);
    expect(String(fault)).toMatch(/^WebhookKeyError: webhook-key-(malformed|length)$/);
  });
});
