import type { X509Certificate } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '#observability';
import type { Faults } from '../stand-in/faults.js';
import { ownRoutes } from '../stand-in/own-routes.js';
import { ownSideServer } from '../stand-in/own-side.js';
import type { DocumentStore } from './document-store.js';
import { SocialArchive } from './social-archive.js';
import { soapRoute } from './soap-route.js';
import { validatorRoute } from './validator-route.js';

export interface ProconsonaParts {
  readonly store: DocumentStore;
  readonly faults: Faults;
  readonly authority: X509Certificate;
  readonly logger: Logger;
}

/** The stand-in's server: the SOAP service, the validator, and its own side. */
export function buildProconsona({ store, faults, authority, logger }: ProconsonaParts): FastifyInstance {
  const app = ownSideServer(logger);
  ownRoutes(app, { store, faults });
  soapRoute(app, { archive: new SocialArchive({ store, faults, authority }), faults, logger });
  validatorRoute(app);
  return app;
}
