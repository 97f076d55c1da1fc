import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { RECEIPT_ALGORITHM, RECEIPT_TYPE } from './receipt-form.js';

/** Signs completeness receipts, and publishes the keys that they are checked by. */
export interface ReceiptSigner {
  /** @returns a compact JWS (RFC 7515) of the payload's JSON */
  sign(payload: object): Promise<string>;
  /** The public keys, those that sign no more too: what they signed is to stay checkable. */
  jwks(): JSONWebKeySet;
}

export interface ReceiptSignerOptions {
  /**
   * PEM texts of Ed25519 keys. The first is a private one (PKCS #8) and signs; of the others the public key (SPKI) is
   * enough, so that a retired private key can be destroyed.
   */
  readonly keys: readonly string[];
}

/** A receipt key cannot be used. It never holds the key or a part of it. */
export class ReceiptKeyError extends Error {
  readonly code = 'receipt-key-unusable';
  constructor(readonly place: number) {
    super(`receipt key number ${String(place)} is no Ed25519 key in PEM, or the first one is no private key`);
    this.name = 'ReceiptKeyError';
  }
}

/** @throws ReceiptKeyError */
export function openReceiptSigner({ keys }: ReceiptSignerOptions): ReceiptSigner {
  const privateKey = privateKeyOf(keys[0] ?? '');
  const published = keys.map((pem, index) => publishedKey(pem, index + 1));
  const header = { alg: RECEIPT_ALGORITHM, kid: published[0]?.kid ?? '', typ: RECEIPT_TYPE };
  return {
    sign: (payload) =>
      new CompactSign(Buffer.from(JSON.stringify(payload), 'utf8'))
        .setProtectedHeader(header)
        .sign(privateKey),
    jwks: () => ({ keys: published }),
  };
}

function privateKeyOf(pem: string): KeyObject {
  return opened(() => createPrivateKey(pem), 1);
}

function publishedKey(pem: string, place: number) {
  const { x = '' } = opened(() => createPublicKey(pem), place).export({ format: 'jwk' });
  const key = { kty: 'OKP', crv: 'Ed25519', x };
  return { ...key, kid: thumbprintOf(key), alg: RECEIPT_ALGORITHM, use: 'sig' };
}

function opened(open: () => KeyObject, place: number): KeyObject {
  try {
    const key = open();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below without its cause, which may quote the key.
  }
  throw new ReceiptKeyError(place);
}

/** RFC 7638, section 3: the required members in the order of their names; for OKP by RFC 8037, section 2. */
const thumbprintOf = ({ kty, crv, x }: { kty: string; crv: string; x: string }): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
