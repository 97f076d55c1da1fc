import type { KeyObject } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '#observability';
import { ownSideServer } from '../stand-in/own-side.js';
import { AccessTokens } from './access-tokens.js';
import { conformanceRoutes } from './conformance-routes.js';
import { Faults } from '../stand-in/faults.js';
import { answerAsFhir, guardCalls } from './fhir-guard.js';
import { ownRoutes } from '../stand-in/own-routes.js';
import { readingRoutes } from './reading-routes.js';
import type { RecordStore } from './store/record-store.js';
import { tokenRoutes } from './token-routes.js';
import { transactionRoute } from './transaction-route.js';

export interface LifecareParts {
  readonly store: RecordStore;
  /** Public key of the one registered client. */
  readonly clientKey: KeyObject;
  readonly tokenLifetimeMs: number;
  readonly logger: Logger;
  /** The server's own address, known once it listens. */
  readonly base: () => string;
}

/** Puts the stand-in's routes together; it does not listen yet. */
export function buildLifecare(parts: LifecareParts): FastifyInstance {
  const { store, logger, base } = parts;
  const faults = new Faults();
  const tokens = new AccessTokens(parts.clientKey, parts.tokenLifetimeMs);
  const fhirBase = (): string => `${base()}/fhir`;
  const startedAt = new Date().toISOString();
  const app = ownSideServer(logger);
  scope(app, '', (own) => ownRoutes(own, { store, faults }));
  scope(app, '', (auth) => tokenRoutes(auth, { tokens, faults }));
  scope(app, '/fhir', (fhir) => {
    answerAsFhir(fhir, logger);
    scope(fhir, '', (open) => conformanceRoutes(open, { faults, base, startedAt }));
    scope(fhir, '', (guarded) => {
      guardCalls(guarded, { faults, tokens });
      scope(guarded, '', (writing) => transactionRoute(writing, { store, faults, fhirBase }));
      scope(guarded, '', (reading) => readingRoutes(reading, { store, fhirBase }));
    });
  });
  return app;
}

/** A part of the server with body parsers, hooks and error answers of its own, and those of what it is part of. */
function scope(app: FastifyInstance, prefix: string, fill: (part: FastifyInstance) => void): void {
  void app.register(
    (part, _options, done) => {
      fill(part);
      done();
    },
    { prefix },
  );
}
