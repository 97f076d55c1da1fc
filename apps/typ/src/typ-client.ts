import { randomUUID } from 'node:crypto';
import { HttpExchange, readAddress, readJsonReply, type HttpRequest, type JsonReply } from '#http';
import type { Cancellation, RecordVersion } from './mapping/record-version.js';
import type { TypOptions } from './typ.config.js';

export interface TypClientOptions extends TypOptions {
  /** Of our own X-Road security server. */
  readonly address: string;
  readonly maxSockets: number;
  readonly now: () => Date;
}

/** What one call needs to know of the attempt it belongs to. */
export interface TypCall {
  /** Sent as `X-Road-Issue`; `X-Road-Id` is another one for each request. */
  readonly attemptId: string;
  /** The total deadline. */
  readonly signal: AbortSignal;
  /** Called just before a request is handed over. What it throws goes through to the caller. */
  readonly beforeFirstByte?: () => void;
}

/**
 * The three operations of docs/systems/typ.yaml, over the X-Road message protocol for REST. It never throws for
 * anything that the register, the exchange layer or the network does.
 */
export class TypClient {
  private readonly exchange: HttpExchange;
  private readonly servicePath: string;

  /** @throws UnusableAddress */
  constructor(private readonly options: TypClientOptions) {
    const { origin, basePath } = readAddress(options.address);
    this.exchange = new HttpExchange({ origin, maxSockets: options.maxSockets });
    this.servicePath = `${basePath}/r1/${options.xRoad.service}`;
  }

  write(externalId: string, body: RecordVersion, call: TypCall): Promise<JsonReply> {
    return this.send({ method: 'PUT', path: this.recordPath(externalId), ...json(body) }, call);
  }

  cancel(externalId: string, body: Cancellation, call: TypCall): Promise<JsonReply> {
    const path = `${this.recordPath(externalId)}/cancellation`;
    return this.send({ method: 'POST', path, ...json(body) }, call);
  }

  read(externalId: string, call: TypCall): Promise<JsonReply> {
    return this.send({ method: 'GET', path: this.recordPath(externalId), headers: {} }, call);
  }

  private recordPath(externalId: string): string {
    return `${this.servicePath}/v1/records/${encodeURIComponent(externalId)}`;
  }

  private async send(
    request: Omit<HttpRequest, 'signal'>,
    { attemptId, signal, beforeFirstByte }: TypCall,
  ): Promise<JsonReply> {
    const headers = {
      Accept: 'application/json',
      'X-Road-Client': this.options.xRoad.client,
      'X-Road-Id': randomUUID(),
      'X-Road-Issue': attemptId,
      ...request.headers,
    };
    beforeFirstByte?.();
    return readJsonReply(await this.exchange.send({ ...request, headers, signal }), this.options.now());
  }
}

function json(body: object): Pick<HttpRequest, 'headers' | 'body'> {
  return { headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
