import {
  HttpExchange,
  clientCredentials,
  readAddress,
  readJsonReply,
  sendWithToken,
  type HttpRequest,
  type JsonReply,
  type TokenSource,
} from '#http';
import type { EventWrite } from './mapping/map-order.js';

export interface SofiaCrmClientOptions {
  /** Where `/contact-events` and `/oauth2/token` are below. */
  readonly address: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly maxSockets: number;
  readonly now: () => Date;
}

/** What one call needs to know of the attempt it belongs to. */
export interface SofiaCrmCall {
  /** Sent as `X-Request-Id`. */
  readonly attemptId: string;
  /** The total deadline. */
  readonly signal: AbortSignal;
  /**
   * Called when the access token is there, just before the request is handed over: also for the repeat after a
   * renewed token. What it throws goes through to the caller, and nothing is sent.
   */
  readonly beforeFirstByte?: () => void;
}

/**
 * The operations of docs/systems/sofia-crm.yaml. It never throws for anything that the system or the network does.
 */
export class SofiaCrmClient {
  private readonly exchange: HttpExchange;
  private readonly tokens: TokenSource;
  private readonly eventsPath: string;
  private readonly now: () => Date;

  /** @throws UnusableAddress */
  constructor({ address, clientId, clientSecret, maxSockets, now }: SofiaCrmClientOptions) {
    const { origin, basePath } = readAddress(address);
    const exchange = new HttpExchange({ origin, maxSockets });
    const path = `${basePath}/oauth2/token`;
    this.exchange = exchange;
    this.tokens = clientCredentials({ exchange, path, clientId, clientSecret, now });
    this.eventsPath = `${basePath}/contact-events`;
    this.now = now;
  }

  /** @param idempotencyKey the same on every attempt of this write */
  write(write: EventWrite, idempotencyKey: string, call: SofiaCrmCall): Promise<JsonReply> {
    const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Idempotency-Key': idempotencyKey };
    const body = JSON.stringify(write.body);
    if (write.kind === 'create') {
      return this.send({ method: 'POST', path: this.eventsPath, headers, body }, call);
    }
    const path = `${this.eventsPath}/${encodeURIComponent(write.at.targetId)}`;
    const conditional = { ...headers, 'If-Match': `"${write.at.targetVersion}"` };
    return write.kind === 'correct'
      ? this.send({ method: 'PATCH', path, headers: conditional, body }, call)
      : this.send({ method: 'POST', path: `${path}/cancellation`, headers: conditional, body }, call);
  }

  find(externalReference: string, call: SofiaCrmCall): Promise<JsonReply> {
    const path = `${this.eventsPath}?externalReference=${encodeURIComponent(externalReference)}`;
    return this.send({ method: 'GET', path, headers: {} }, call);
  }

  /** Sends with an access token; a token that the system refuses is renewed once. */
  private send(request: Omit<HttpRequest, 'signal'>, call: SofiaCrmCall): Promise<JsonReply> {
    return sendWithToken(this.tokens, call.signal, async (accessToken) => {
      const headers = {
        Accept: 'application/json',
        Authorization: `Bearer ${accessToken}`,
        'X-Request-Id': call.attemptId,
        ...request.headers,
      };
      call.beforeFirstByte?.();
      const result = await this.exchange.send({ ...request, headers, signal: call.signal });
      return readJsonReply(result, this.now());
    });
  }
}
