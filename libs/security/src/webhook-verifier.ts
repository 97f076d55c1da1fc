import { WebhookKeyError } from './webhook-key.js';
import type { WebhookKey } from './webhook-key.js';
import { parseSignatureHeader, signatureHolds } from './webhook-signature.js';
import type { PresentedSignature, SignedParts } from './webhook-signature.js';

/** A sender that we trust, with all its live secrets and keys: two or more while one is being rotated. */
export interface WebhookSender {
  readonly name: string;
  readonly keys: readonly WebhookKey[];
}

/** The three headers of Standard Webhooks 1.0, as received. */
export interface WebhookHeaders {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

export interface VerifiedWebhook {
  /** The sender whose live secret or key verifies. */
  readonly sender: string;
  readonly id: string;
  /**
   * False when the signature holds but its time is too old or too new: not authentic either, but the sender
   * is known, and its rate limit is looked at first (`contract/README.md`, Intake).
   */
  readonly timely: boolean;
}

/** No full stop: it separates the signed parts. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Digits only: `1e9`, ` 1` and `1abc` are numbers to `parseInt`, but not to us. */
const TIMESTAMP = /^[0-9]{1,12}$/;
const TOLERANCE_S = 300;

/**
 * Verifier of Standard Webhooks 1.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519), several live keys a sender.
 * The keys come from our own list of trust, never from the request.
 */
export class WebhookVerifier {
  /**
   * @param now the clock, injected
   * @throws WebhookKeyError when two senders hold the same key: then neither could be told from the other
   */
  constructor(
    private readonly senders: readonly WebhookSender[],
    private readonly now: () => Date,
  ) {
    const owners = new Map<string, string>();
    for (const { name, keys } of senders) {
      for (const key of keys) {
        const identity = identityOf(key);
        if ((owners.get(identity) ?? name) !== name) throw new WebhookKeyError('webhook-key-shared');
        owners.set(identity, name);
      }
    }
  }

  /** @returns undefined when no live key of any sender verifies; it is not told why */
  verify(headers: WebhookHeaders, body: Buffer): VerifiedWebhook | undefined {
    const { id, timestamp, signature } = headers;
    if (id === undefined || timestamp === undefined || signature === undefined) return undefined;
    if (!ID.test(id) || !TIMESTAMP.test(timestamp)) return undefined;

    const sender = this.senderOf({ id, timestamp, body }, parseSignatureHeader(signature));
    return sender && { sender: sender.name, id, timely: this.isTimely(Number(timestamp)) };
  }

  private senderOf(parts: SignedParts, presented: readonly PresentedSignature[]): WebhookSender | undefined {
    return this.senders.find(({ keys }) => keys.some((key) => signatureHolds(key, parts, presented)));
  }

  private isTimely(timestamp: number): boolean {
    const nowSeconds = Math.floor(this.now().getTime() / 1000);
    return Math.abs(nowSeconds - timestamp) <= TOLERANCE_S;
  }
}

function identityOf(key: WebhookKey): string {
  if (key.scheme === 'v1') return `v1:${key.secret.toString('base64')}`;
  return `v1a:${key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
}
