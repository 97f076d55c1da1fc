import { generateKeyPairSync } from 'node:crypto';
import type { KeyPairKeyObjectResult } from 'node:crypto';
import { decodeProtectedHeader, SignJWT } from 'jose';
import { openReceiptSigner, ReceiptKeyError } from './receipt-signer.js';
import { verifyReceipt } from './receipt-verifier.js';

const PAYLOAD = { team: 'kaarina', decisionId: 'D-1', duties: [] };

const newKey = () => generateKeyPairSync('ed25519');
const pemOf = ({ privateKey }: Pick<KeyPairKeyObjectResult, 'privateKey'>): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPemOf = ({ publicKey }: ReturnType<typeof newKey>): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

const key = newKey();
const signer = openReceiptSigner({ keys: [pemOf(key)] });

describe('a signed receipt', () => {
  it('is a compact JWS that names its algorithm, its key and its kind', async () => {
    const [published] = signer.jwks().keys;
    expect(decodeProtectedHeader(await signer.sign(PAYLOAD))).toEqual({
      alg: 'EdDSA',
      kid: published?.kid,
      typ: 'kuittaus-receipt+jws',
    });
  });

  it('holds against the published keys, byte for byte as it was signed', async () => {
    const verified = await verifyReceipt(await signer.sign(PAYLOAD), signer.jwks());
    expect(verified).toMatchObject({ kid: signer.jwks().keys[0]?.kid });
    expect('payload' in verified && JSON.parse(verified.payload.toString())).toEqual(PAYLOAD);
  });

  it('may stand in a file that ends in a line end', async () => {
    expect(await verifyReceipt(`${await signer.sign(PAYLOAD)}\n`, signer.jwks())).toHaveProperty('payload');
  });

  it('does not hold with any one character changed, wherever it stands', async () => {
    const jws = await signer.sign(PAYLOAD);
    for (let place = 0; place < jws.length; place += 1) {
      // The neighbour in the alphabet: in the last place the smallest change there is.
      const other = neighbourOf(jws.charAt(place));
      const changed = jws.slice(0, place) + other + jws.slice(place + 1);
      expect([place, await verifyReceipt(changed, signer.jwks())]).toEqual([
        place,
        expect.objectContaining({ fault: expect.any(String) }),
      ]);
    }
  });

  it('does not hold for another key, and a forger’s key under the same name is found', async () => {
    const stranger = openReceiptSigner({ keys: [pemOf(newKey())] });
    const jws = await stranger.sign(PAYLOAD);
    expect(await verifyReceipt(jws, signer.jwks())).toMatchObject({ fault: 'unknown-key' });
    const [theirs] = stranger.jwks().keys;
    const [ours] = signer.jwks().keys;
    const forged = { keys: [{ ...ours, kid: theirs?.kid ?? '', kty: 'OKP' }] };
    expect(await verifyReceipt(jws, forged)).toMatchObject({ fault: 'signature-wrong' });
  });

  it.each(['', 'a.b', 'a.b.c', 'TOSITE', '{}'])('is not %j', async (text) => {
    expect(await verifyReceipt(text, signer.jwks())).toEqual({ fault: 'not-a-receipt' });
  });

  it('is not any other token that the same key signed', async () => {
    const [published] = signer.jwks().keys;
    const token = await new SignJWT(PAYLOAD)
      .setProtectedHeader({ alg: 'EdDSA', kid: published?.kid ?? '', typ: 'JWT' })
      .sign(key.privateKey);
    expect(await verifyReceipt(token, signer.jwks())).toEqual({ fault: 'not-a-receipt' });
  });
});

describe('the keys of receipts', () => {
  it('are published without a private part', () => {
    expect(signer.jwks()).toEqual({
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: expect.any(String),
          kid: expect.stringMatching(/^[\w-]{43}$/u),
          alg: 'EdDSA',
          use: 'sig',
        },
      ],
    });
  });

  it('rotate: the first signs, and what a retired one signed still holds', async () => {
    const before = await signer.sign(PAYLOAD);
    const rotated = openReceiptSigner({ keys: [pemOf(newKey()), publicPemOf(key)] });
    expect(rotated.jwks().keys).toHaveLength(2);
    expect(await verifyReceipt(before, rotated.jwks())).toHaveProperty('payload');
    const after = await rotated.sign(PAYLOAD);
    expect(decodeProtectedHeader(after).kid).toBe(rotated.jwks().keys[0]?.kid);
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  });

  it('that cannot be used are refused at start, without a word of what they hold', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const wrong = ['', 'SALAINEN', publicPemOf(key), pemOf(rsa)];
    for (const pem of wrong) {
      expect(() => openReceiptSigner({ keys: [pem] })).toThrow(ReceiptKeyError);
    }
    expect(() => openReceiptSigner({ keys: [] })).toThrow(ReceiptKeyError);
    expect(() => openReceiptSigner({ keys: [pemOf(key), 'SALAINEN'] })).toThrow(/^receipt key number 2 /u);
  });
});

function neighbourOf(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const place = alphabet.indexOf(character);
  return place < 0 ? 'A' : alphabet.charAt(place ^ 1);
}
