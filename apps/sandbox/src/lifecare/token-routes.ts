import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bytesOf, takeAnyBody } from '../stand-in/own-side.js';
import { type AccessTokens, InvalidClient } from './access-tokens.js';
import type { Faults } from '../stand-in/faults.js';

export const TOKEN_PATH = '/auth/token';
export const SCOPE = 'system/*.cruds';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** An OAuth error answer (RFC 6749, section 5.2). */
class OAuthError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
    this.name = 'OAuthError';
  }
}

interface TokenService {
  readonly tokens: AccessTokens;
  readonly faults: Faults;
}

/** The address that the server was called by: there may be something in front of it. */
export const addressedAs = ({ host }: FastifyRequest): string => `http://${host}`;

/** The token endpoint (RFC 6749 client credentials, RFC 7523 client assertion). */
export function tokenRoutes(app: FastifyInstance, { tokens, faults }: TokenService): void {
  takeAnyBody(app);
  app.addHook('onRequest', async (request, reply) => {
    if (!faults.hits('down')) return;
    reply.hijack();
    request.raw.socket.destroy();
  });
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof OAuthError) return reply.code(error.status).send({ error: error.code });
    if (error instanceof InvalidClient) return reply.code(401).send({ error: error.code });
    throw error;
  });
  app.post(TOKEN_PATH, async (request, reply) => {
    const lateMs = faults.take('slow-token') ?? 0;
    const form = readForm(request.headers['content-type'], bytesOf(request.body));
    const token = await tokens.issue(form, addressedAs(request) + TOKEN_PATH);
    if (lateMs > 0) await wait(lateMs, undefined, { ref: false });
    const expires = Math.floor(tokens.lifetimeMs / 1000);
    return reply
      .header('Cache-Control', 'no-store')
      .send({ access_token: token, token_type: 'bearer', expires_in: expires, scope: SCOPE });
  });
}

/** @returns the client assertion of a well-formed token request */
function readForm(contentType: string | undefined, body: Buffer): string {
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(contentType ?? '')) {
    throw new OAuthError(415, 'invalid_request');
  }
  const form = new URLSearchParams(body.toString('utf8'));
  if (new Set(form.keys()).size < form.size) throw new OAuthError(400, 'invalid_request');
  if (form.get('grant_type') !== 'client_credentials') throw new OAuthError(400, 'unsupported_grant_type');
  if (form.get('scope') !== SCOPE) throw new OAuthError(400, 'invalid_scope');
  const assertion = form.get('client_assertion');
  if (form.get('client_assertion_type') !== ASSERTION_TYPE || assertion === null) {
    throw new OAuthError(400, 'invalid_request');
  }
  return assertion;
}
