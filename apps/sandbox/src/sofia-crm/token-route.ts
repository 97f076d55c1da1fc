import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ContractChecks } from '../rest/contract-checks.js';
import { destroy } from '../rest/fault-hooks.js';
import { Refusal } from '../rest/refusal.js';
import type { Faults } from '../stand-in/faults.js';
import type { AccessTokens } from './access-tokens.js';

interface TokenService {
  readonly tokens: AccessTokens;
  readonly faults: Faults;
  readonly checks: ContractChecks;
}

/** `POST /oauth2/token` (RFC 6749, 4.4); its refusals are those of section 5.2. */
export function tokenRoute(app: FastifyInstance, { tokens, faults, checks }: TokenService): void {
  app.addHook('onRequest', async (request, reply) => {
    if (faults.hits('down')) destroy(request, reply);
  });
  checks.guard(app);
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Refusal) return reply.code(400).send({ error: 'invalid_request' });
    throw error;
  });
  app.post('/oauth2/token', async (request, reply) => {
    const lateMs = faults.take('slow-token') ?? 0;
    if (lateMs > 0) await wait(lateMs, undefined, { ref: false });
    reply.header('Cache-Control', 'no-store');
    if (!tokens.isClient(request.headers.authorization)) {
      return reply.code(401).header('WWW-Authenticate', 'Basic').send({ error: 'invalid_client' });
    }
    if (checks.bodyOf(request)['grant_type'] !== 'client_credentials') {
      return reply.code(400).send({ error: 'unsupported_grant_type' });
    }
    const expiresIn = Math.floor(tokens.lifetimeMs / 1000);
    return reply.send({ access_token: tokens.issue(), token_type: 'Bearer', expires_in: expiresIn });
  });
}
