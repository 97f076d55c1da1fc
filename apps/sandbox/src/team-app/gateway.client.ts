import { isObject, parseJson } from '../json.js';
import type { WebhookHeaders } from './webhook-signing.js';

const TIMEOUT_MS = 30_000;

/** What the gateway answered to a webhook. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: string;
}

/** Posts a signed event to Kuittaus, as any team application does. */
export class GatewayClient {
  constructor(private readonly gatewayUrl: string) {}

  /** @returns undefined where the gateway could not be reached or did not answer in time */
  async send(body: Buffer, headers: WebhookHeaders): Promise<GatewayAnswer | undefined> {
    try {
      const response = await fetch(new URL('/v1/webhooks/decisions', this.gatewayUrl), {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'webhook-id': headers.id,
          'webhook-timestamp': headers.timestamp,
          'webhook-signature': headers.signature,
        },
        body: new Uint8Array(body),
      });
      const retryAfter = response.headers.get('retry-after');
      const answered = parseJson(new Uint8Array(await response.arrayBuffer()));
      return {
        status: response.status,
        body: isObject(answered) ? answered : null,
        ...(retryAfter === null ? {} : { retryAfter }),
      };
    } catch {
      return undefined;
    }
  }
}
