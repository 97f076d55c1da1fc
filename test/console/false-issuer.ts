import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an issuer answers: each part as a test likes it. */
export interface FalseIssuer {
  readonly address: string;
  /** Of its metadata, over what a right one says. */
  metadata: Readonly<Record<string, unknown>>;
  keys: readonly object[];
  /** Status and body of its token endpoint. */
  tokens: () => Promise<readonly [number, object | string]>;
  /** How often a code was exchanged. */
  exchanged: number;
  stop(): Promise<void>;
}

/** @param issuer the name that its metadata gives */
export async function startFalseIssuer(issuer: string): Promise<FalseIssuer> {
  const server = createServer((request, reply) => {
    const json = (status: number, body: object | string): void => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      reply.writeHead(status, {
        'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
      });
      reply.end(text);
    };
    const metadata = {
      issuer,
      authorization_endpoint: `${made.address}/auth`,
      token_endpoint: `${made.address}/token`,
      jwks_uri: `${made.address}/jwks`,
      id_token_signing_alg_values_supported: ['RS256', 'ES256'],
      ...made.metadata,
    };
    if (request.url === '/.well-known/openid-configuration') json(200, metadata);
    else if (request.url === '/jwks') json(200, { keys: made.keys });
    else if (request.url === '/token') {
      made.exchanged += 1;
      void made.tokens().then(([status, body]) => json(status, body));
    } else json(404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: FalseIssuer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    metadata: {},
    keys: [],
    tokens: async () => [500, {}],
    exchanged: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return made;
}
