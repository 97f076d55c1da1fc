import { createPrivateKey, createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT, calculateJwkThumbprint } from 'jose';
import { TokenCache, TokenUnavailable, parseJson, readToken, textAt } from '#http';
import type { AccessToken, HttpExchange, HttpRequest, TokenSource } from '#http';
import { UnusableClientKey } from './fhir.errors.js';

/** SMART App Launch 2.2, Backend Services: at most five minutes. */
const ASSERTION_LIFETIME_S = 240;
const SCOPE = 'system/*.cruds';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface SmartTokenSourceOptions {
  readonly exchange: HttpExchange;
  /** Origin of the FHIR server: the token endpoint must be on it, so that the assertion goes nowhere else. */
  readonly origin: string;
  /** Path of the FHIR base, without a slash at its end. */
  readonly basePath: string;
  readonly clientId: string;
  /** PKCS#8 PEM of an EC P-384 key. */
  readonly privateKeyPem: string;
  readonly now: () => Date;
}

/**
 * Access tokens by SMART Backend Services: discovery, then client credentials with a signed assertion
 * (private_key_jwt, ES384; RFC 7523).
 */
export class SmartTokenSource implements TokenSource {
  private readonly key: KeyObject;
  private readonly cache: TokenCache;
  private tokenEndpoint: string | undefined;

  /** @throws UnusableClientKey */
  constructor(private readonly options: SmartTokenSourceOptions) {
    this.key = readKey(options.privateKeyPem);
    this.cache = new TokenCache((signal) => this.request(signal), options.now);
  }

  /** @throws TokenUnavailable */
  token(signal: AbortSignal): Promise<string> {
    return this.cache.token(signal);
  }

  discard(refused: string): void {
    this.cache.discard(refused);
  }

  private async request(signal: AbortSignal): Promise<AccessToken> {
    const endpoint = this.tokenEndpoint ?? (await this.discover(signal));
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: SCOPE,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await this.assertion(endpoint),
    });
    const askedAtMs = this.options.now().getTime();
    const body = await this.json({
      method: 'POST',
      path: pathOf(endpoint),
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
      signal,
    });
    this.tokenEndpoint = endpoint;
    return readToken(body, askedAtMs);
  }

  private async discover(signal: AbortSignal): Promise<string> {
    const path = `${this.options.basePath}/.well-known/smart-configuration`;
    const body = await this.json({ method: 'GET', path, headers: { Accept: 'application/json' }, signal });
    const endpoint = textAt(body, 'token_endpoint') ?? '';
    if (!URL.canParse(endpoint) || new URL(endpoint).origin !== this.options.origin) {
      throw new TokenUnavailable('token-endpoint-unusable');
    }
    return endpoint;
  }

  private async assertion(audience: string): Promise<string> {
    const { clientId, now } = this.options;
    const issuedAt = Math.floor(now().getTime() / 1000);
    const kid = await calculateJwkThumbprint(createPublicKey(this.key).export({ format: 'jwk' }));
    return new SignJWT()
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ASSERTION_LIFETIME_S)
      .sign(this.key);
  }

  /** @throws TokenUnavailable for everything but a 200 with JSON; then discovery is done anew next time */
  private async json(request: HttpRequest): Promise<unknown> {
    const result = await this.options.exchange.send(request);
    const body = result.kind === 'answered' ? parseJson(result.bytes, result.header) : undefined;
    if (result.kind === 'answered' && result.status === 200 && body !== undefined) return body;
    this.tokenEndpoint = undefined;
    throw new TokenUnavailable(
      result.kind === 'answered' ? `token-${result.status}` : `token-${result.code}`,
    );
  }
}

function readKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'secp384r1') return key;
  } catch {
    // OpenSSL's own words say less than ours, and one error is enough for both faults.
  }
  throw new UnusableClientKey();
}

function pathOf(endpoint: string): string {
  const { pathname, search } = new URL(endpoint);
  return `${pathname}${search}`;
}
