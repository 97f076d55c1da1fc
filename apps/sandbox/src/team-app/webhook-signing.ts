import { createHmac, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks 1.0, symmetric signatures (`v1`). */

const TOLERANCE_S = 300;

/** The three headers of a signed webhook. */
export interface WebhookHeaders {
  readonly id: string;
  /** Unix seconds, as text. */
  readonly timestamp: string;
  /** Space-separated signatures. */
  readonly signature: string;
}

/** The secret is neither `whsec_` and base64, nor anything else that can sign. */
export class MalformedWebhookSecret extends Error {
  readonly code = 'malformed-webhook-secret';

  constructor() {
    super('A webhook secret is not whsec_ and padded base64');
    this.name = 'MalformedWebhookSecret';
  }
}

/** @returns the key of a `whsec_` secret */
export function webhookKey(secret: string): Buffer {
  const encoded = secret.replace(/^whsec_/, '');
  const key = Buffer.from(encoded, 'base64');
  if (encoded === secret || key.length === 0 || key.toString('base64') !== encoded) {
    throw new MalformedWebhookSecret();
  }
  return key;
}

/** @param now - milliseconds of the sending */
export function signWebhook(
  key: Buffer,
  { id, body, now }: { id: string; body: Buffer; now: number },
): WebhookHeaders {
  const timestamp = String(Math.floor(now / 1000));
  return { id, timestamp, signature: `v1,${signatureOf(key, { id, timestamp }, body).toString('base64')}` };
}

/** Whether one of the signatures is right and the time is within five minutes of now. */
export function isAuthentic(key: Buffer, headers: WebhookHeaders, body: Buffer, now: number): boolean {
  if (!/^[0-9]{1,12}$/.test(headers.timestamp)) return false;
  if (Math.abs(now / 1000 - Number(headers.timestamp)) > TOLERANCE_S) return false;
  const expected = signatureOf(key, headers, body);
  return headers.signature.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return (
      signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected)
    );
  });
}

function signatureOf(
  key: Buffer,
  { id, timestamp }: Pick<WebhookHeaders, 'id' | 'timestamp'>,
  body: Buffer,
): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
