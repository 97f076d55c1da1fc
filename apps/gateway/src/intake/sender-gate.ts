import { WebhookVerifier } from '#security';
import type { WebhookHeaders } from '#security';
import type { SenderConfig } from '../gateway.config.js';
import type { Clock } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { TokenBuckets } from './token-buckets.js';

export type Admission =
  | { readonly sender: SenderConfig; readonly webhookId: string }
  /** `sender` is told where it is known: then the webhook is its, but not to be taken now. */
  | { readonly refused: Problem; readonly sender?: SenderConfig };

/** Tells whose a webhook is, and whether the sender may send now. */
export class SenderGate {
  private readonly verifier: WebhookVerifier;
  private readonly senders: ReadonlyMap<string, SenderConfig>;
  private readonly buckets: TokenBuckets;

  /**
   * @param now the wall clock, for the time of the signature
   * @param monotonicMs for the rate
   */
  constructor(senders: readonly SenderConfig[], now: Clock, monotonicMs: () => number) {
    this.verifier = new WebhookVerifier(senders, now);
    this.senders = new Map(senders.map((sender) => [sender.name, sender]));
    this.buckets = new TokenBuckets(
      senders.map(({ name, rate }) => [name, rate] as const),
      monotonicMs,
    );
  }

  /**
   * A sender over its rate is told that before it is told that its clock is wrong. A webhook that is too old
   * costs no token: whoever replays an old one must not use up the sender's rate.
   */
  admit(headers: WebhookHeaders, body: Buffer): Admission {
    const webhook = this.verifier.verify(headers, body);
    const sender = webhook && this.senders.get(webhook.sender);
    if (!webhook || !sender) return { refused: new Problem('not-authentic') };

    const wait = webhook.timely ? this.buckets.take(sender.name) : this.buckets.secondsToWait(sender.name);
    if (wait > 0) return { refused: new Problem('rate', { retryAfterSeconds: wait }), sender };
    return webhook.timely
      ? { sender, webhookId: webhook.id }
      : { refused: new Problem('not-authentic'), sender };
  }
}
