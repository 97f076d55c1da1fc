import { createHmac, sign, timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase64 } from './webhook-key.js';
import type { WebhookKey } from './webhook-key.js';

/** What is signed: the three parts, joined by full stops (Standard Webhooks 1.0, "Signing"). */
export interface SignedParts {
  readonly id: string;
  /** Unix seconds, as the header spells them. */
  readonly timestamp: string;
  /** The raw bytes as they were received, before any parsing. */
  readonly body: Buffer;
}

/** One entry of the header `webhook-signature`. */
export interface PresentedSignature {
  readonly scheme: WebhookKey['scheme'];
  readonly bytes: Buffer;
}

/** A sender in rotation has two; more than this are not looked at, so that a header cannot buy work. */
const MOST_SIGNATURES = 16;
const SIGNATURE_BYTES = { v1: 32, v1a: 64 };

/** @returns the signatures of the space-separated header that have a known scheme and a right length */
export function parseSignatureHeader(header: string): PresentedSignature[] {
  const found: PresentedSignature[] = [];
  for (const entry of header.split(' ', MOST_SIGNATURES)) {
    const comma = entry.indexOf(',');
    const scheme = entry.slice(0, comma);
    if (scheme !== 'v1' && scheme !== 'v1a') continue;
    const bytes = decodeBase64(entry.slice(comma + 1));
    if (bytes?.length === SIGNATURE_BYTES[scheme]) found.push({ scheme, bytes });
  }
  return found;
}

/** Compares in constant time; a signature of one scheme never counts as one of the other. */
export function signatureHolds(
  key: WebhookKey,
  parts: SignedParts,
  presented: readonly PresentedSignature[],
): boolean {
  const ofScheme = presented.filter(({ scheme }) => scheme === key.scheme);
  if (ofScheme.length === 0) return false;
  if (key.scheme === 'v1a') {
    const content = signedContent(parts);
    return ofScheme.some(({ bytes }) => verify(null, content, key.publicKey, bytes));
  }
  const expected = hmac(key.secret, parts);
  return ofScheme.some(({ bytes }) => timingSafeEqual(bytes, expected));
}

/** @returns an entry of the header `webhook-signature`: `v1,<base64>` for a secret, `v1a,<base64>` for a private key */
export function signWebhook(key: Buffer | KeyObject, parts: SignedParts): string {
  if (Buffer.isBuffer(key)) return `v1,${hmac(key, parts).toString('base64')}`;
  return `v1a,${sign(null, signedContent(parts), key).toString('base64')}`;
}

function hmac(secret: Buffer, parts: SignedParts): Buffer {
  return createHmac('sha256', secret).update(`${parts.id}.${parts.timestamp}.`).update(parts.body).digest();
}

function signedContent(parts: SignedParts): Buffer {
  return Buffer.concat([Buffer.from(`${parts.id}.${parts.timestamp}.`), parts.body]);
}
