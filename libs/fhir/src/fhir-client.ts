import { HttpExchange, readAddress, sendWithToken, type HttpRequest } from '#http';
import { readFhirReply, type FhirReply } from './fhir-reply.js';
import { token } from './identifiers.js';
import type { Identifier, TransactionBundle } from './r4.js';
import { SmartTokenSource } from './smart-token-source.js';

export interface FhirClientOptions {
  /** The FHIR base, e.g. `https://lifecare.example/fhir`. */
  readonly address: string;
  readonly clientId: string;
  /** PKCS#8 PEM of an EC P-384 key. */
  readonly privateKeyPem: string;
  readonly maxSockets: number;
  readonly now: () => Date;
}

/** What one interaction needs to know of the attempt it belongs to. */
export interface FhirCall {
  /** Sent as `X-Request-Id`. */
  readonly requestId: string;
  /** The total deadline. */
  readonly signal: AbortSignal;
  /**
   * Called when the access token is there, just before the request is handed over: also for the repeat after
   * a renewed token. What it throws goes through to the caller, and nothing is sent.
   */
  readonly beforeFirstByte?: () => void;
}

/**
 * The three interactions of a FHIR R4 server that a recording needs. It never throws for anything that the
 * server or the network does, and it never puts an identifier of a person or a record's key into a URL.
 */
export class FhirClient {
  private readonly exchange: HttpExchange;
  private readonly tokens: SmartTokenSource;
  private readonly basePath: string;
  private readonly now: () => Date;

  /** @throws UnusableAddress UnusableClientKey */
  constructor({ address, clientId, privateKeyPem, maxSockets, now }: FhirClientOptions) {
    const { origin, basePath } = readAddress(address);
    const exchange = new HttpExchange({ origin, maxSockets });
    this.basePath = basePath;
    this.now = now;
    this.exchange = exchange;
    this.tokens = new SmartTokenSource({ exchange, origin, basePath, clientId, privateKeyPem, now });
  }

  /** `POST [base]` */
  transaction(bundle: TransactionBundle, call: FhirCall): Promise<FhirReply> {
    const body = Buffer.from(JSON.stringify(bundle));
    const headers = { 'Content-Type': 'application/fhir+json; charset=utf-8' };
    return this.send({ method: 'POST', path: this.basePath || '/', headers, body }, call);
  }

  /** `POST [base]/[type]/_search`: the key stands in the body, since URLs end up in logs. */
  searchByIdentifier(resourceType: string, key: Identifier, call: FhirCall): Promise<FhirReply> {
    const body = Buffer.from(new URLSearchParams({ identifier: token(key) }).toString());
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.send(
      { method: 'POST', path: `${this.basePath}/${resourceType}/_search`, headers, body },
      call,
    );
  }

  /** `GET [base]/[type]/[id]`; the id is the server's own and checked by `isResourceId`. */
  read(resourceType: string, id: string, call: FhirCall): Promise<FhirReply> {
    return this.send({ method: 'GET', path: `${this.basePath}/${resourceType}/${id}`, headers: {} }, call);
  }

  private send(request: Omit<HttpRequest, 'signal'>, call: FhirCall): Promise<FhirReply> {
    return sendWithToken(this.tokens, call.signal, (accessToken) =>
      this.sendWith(accessToken, request, call),
    );
  }

  private async sendWith(
    accessToken: string,
    request: Omit<HttpRequest, 'signal'>,
    { requestId, signal, beforeFirstByte }: FhirCall,
  ): Promise<FhirReply> {
    const headers = {
      Accept: 'application/fhir+json',
      Authorization: `Bearer ${accessToken}`,
      'X-Request-Id': requestId,
      ...request.headers,
    };
    beforeFirstByte?.();
    return readFhirReply(await this.exchange.send({ ...request, headers, signal }), this.now());
  }
}
