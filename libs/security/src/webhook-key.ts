import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A sender's shared secret (Standard Webhooks `v1`), or its Ed25519 public key (`v1a`). */
export type WebhookKey =
  | { readonly scheme: 'v1'; readonly secret: Buffer }
  | { readonly scheme: 'v1a'; readonly publicKey: KeyObject };

export type WebhookKeyFault = 'webhook-key-malformed' | 'webhook-key-length' | 'webhook-key-shared';

/** Thrown at start, for a key that cannot be used. Never holds the key or a part of it. */
export class WebhookKeyError extends Error {
  override readonly name = 'WebhookKeyError';

  constructor(readonly code: WebhookKeyFault) {
    super(code);
  }
}

/** Standard Webhooks 1.0, "Signature scheme": a secret is 24 to 64 random bytes. */
const SECRET_BYTES = { min: 24, max: 64 };
const ED25519_KEY_BYTES = 32;
/** DER of a SubjectPublicKeyInfo of Ed25519 up to the raw key (RFC 8410, section 4). */
const ED25519_SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * @param text `whsec_` and a secret, or `whpk_` and a raw Ed25519 public key; each in padded standard base64
 * @throws WebhookKeyError for anything else, a lenient spelling of base64 too
 */
export function parseWebhookKey(text: string): WebhookKey {
  if (text.startsWith('whsec_')) {
    const secret = decodeBase64(text.slice('whsec_'.length));
    if (secret === undefined) throw new WebhookKeyError('webhook-key-malformed');
    if (secret.length < SECRET_BYTES.min || secret.length > SECRET_BYTES.max) {
      throw new WebhookKeyError('webhook-key-length');
    }
    return { scheme: 'v1', secret };
  }
  if (text.startsWith('whpk_')) {
    const raw = decodeBase64(text.slice('whpk_'.length));
    if (raw === undefined) throw new WebhookKeyError('webhook-key-malformed');
    if (raw.length !== ED25519_KEY_BYTES) throw new WebhookKeyError('webhook-key-length');
    return { scheme: 'v1a', publicKey: ed25519PublicKey(raw) };
  }
  throw new WebhookKeyError('webhook-key-malformed');
}

/** @returns the bytes of canonical padded standard base64 (RFC 4648, section 4); undefined for any other text */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}

function ed25519PublicKey(raw: Buffer): KeyObject {
  try {
    return createPublicKey({ key: Buffer.concat([ED25519_SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  } catch {
    throw new WebhookKeyError('webhook-key-malformed');
  }
}
