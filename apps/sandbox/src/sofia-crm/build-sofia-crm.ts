import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OpenApiDocument } from '#openapi';
import type { Logger } from '#observability';
import { ContractChecks } from '../rest/contract-checks.js';
import { takeFaults } from '../rest/fault-hooks.js';
import type { RecordVersions } from '../rest/record-versions.js';
import { answerProblems } from '../rest/refusal.js';
import { Faults } from '../stand-in/faults.js';
import { ownRoutes } from '../stand-in/own-routes.js';
import { ownSideServer, takeAnyBody } from '../stand-in/own-side.js';
import { AccessTokens } from './access-tokens.js';
import { eventRoutes } from './event-routes.js';
import { tokenRoute } from './token-route.js';

export const CLIENT_ID = 'kuittaus';

export interface SofiaCrmParts {
  readonly store: RecordVersions;
  /** `docs/systems/sofia-crm.yaml` */
  readonly contract: OpenApiDocument;
  /** Of the one registered client. */
  readonly clientSecret: string;
  readonly tokenLifetimeMs: number;
  readonly logger: Logger;
}

/** Puts the stand-in's routes together; it does not listen yet. */
export function buildSofiaCrm(parts: SofiaCrmParts): FastifyInstance {
  const { store, contract, clientSecret, tokenLifetimeMs, logger } = parts;
  const faults = new Faults();
  const tokens = new AccessTokens({ id: CLIENT_ID, secret: clientSecret }, tokenLifetimeMs);
  const checks = new ContractChecks(contract, (path) => path, logger);
  const app = ownSideServer(logger);
  scope(app, (own) => {
    ownRoutes(own, { store, faults });
  });
  scope(app, (auth) => {
    takeAnyBody(auth);
    tokenRoute(auth, { tokens, faults, checks });
  });
  scope(app, (api) => {
    takeAnyBody(api);
    answerProblems(api, logger);
    takeFaults(api, faults);
    api.addHook('onRequest', (request, reply) => askForToken(tokens, request, reply));
    checks.guard(api);
    eventRoutes(api, { store, faults, checks });
  });
  return app;
}

/** A missing, expired or unknown token is answered without a body. */
async function askForToken(
  tokens: AccessTokens,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (tokens.isValid(request.headers.authorization)) return undefined;
  return reply.code(401).header('WWW-Authenticate', 'Bearer').send();
}

/** A part of the server with body parsers, hooks and error answers of its own. */
function scope(app: FastifyInstance, fill: (part: FastifyInstance) => void): void {
  void app.register((part, _options, done) => {
    fill(part);
    done();
  });
}
