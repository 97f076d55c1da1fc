import { TokenUnavailable } from './http.errors.js';
import type { HttpExchange } from './http-exchange.js';
import { readJsonReply } from './json-reply.js';
import { TokenCache, readToken, type AccessToken } from './token-cache.js';

export interface ClientCredentialsOptions {
  /** To the origin of the token endpoint: the secret goes nowhere else. */
  readonly exchange: HttpExchange;
  /** Path of the token endpoint. */
  readonly path: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly now: () => Date;
}

/** Access tokens by OAuth 2.0 client credentials, the client known by HTTP Basic (RFC 6749, 4.4 and 2.3.1). */
export function clientCredentials(options: ClientCredentialsOptions): TokenCache {
  return new TokenCache((signal) => request(options, signal), options.now);
}

async function request(options: ClientCredentialsOptions, signal: AbortSignal): Promise<AccessToken> {
  const { exchange, path, clientId, clientSecret, now } = options;
  const askedAtMs = now().getTime();
  const reply = readJsonReply(
    await exchange.send({
      method: 'POST',
      path,
      headers: {
        Accept: 'application/json',
        Authorization: basic(clientId, clientSecret),
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal,
    }),
    now(),
  );
  if (reply.kind === 'answered' && reply.status === 200) return readToken(reply.body, askedAtMs);
  throw new TokenUnavailable(reply.kind === 'answered' ? `token-${reply.status}` : `token-${reply.code}`);
}

/** Both parts are form-encoded first (RFC 6749, 2.3.1): else a colon in one of them would end it early. */
function basic(clientId: string, clientSecret: string): string {
  const pair = [clientId, clientSecret].map(formEncoded).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

const formEncoded = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2);
