import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from '#openapi';
import type { Logger } from '#observability';
import { ContractChecks } from '../rest/contract-checks.js';
import { takeFaults } from '../rest/fault-hooks.js';
import type { RecordVersions, StoredVersion } from '../rest/record-versions.js';
import { Refusal, answerProblems } from '../rest/refusal.js';
import { answerWrite } from '../rest/write-route.js';
import { Faults } from '../stand-in/faults.js';
import { ownRoutes } from '../stand-in/own-routes.js';
import { ownSideServer, takeAnyBody } from '../stand-in/own-side.js';
import { planCancellation, planRecord } from './plan-write.js';
import { SERVICE_PATH, answerXRoadFault, belowService, passSecurityServers } from './x-road.js';

export interface TypParts {
  readonly store: RecordVersions;
  /** `docs/systems/typ.yaml` */
  readonly contract: OpenApiDocument;
  readonly logger: Logger;
}

interface Addressed {
  readonly Params: { readonly externalId: string };
}

/** Puts the stand-in's routes together; it does not listen yet. */
export function buildTyp({ store, contract, logger }: TypParts): FastifyInstance {
  const faults = new Faults();
  const checks = new ContractChecks(contract, belowService, logger);
  const app = ownSideServer(logger);
  void app.register((own, _options, done) => {
    ownRoutes(own, { store, faults });
    done();
  });
  void app.register(
    (service, _options, done) => {
      takeAnyBody(service);
      answerProblems(service, logger, answerXRoadFault);
      takeFaults(service, faults);
      passSecurityServers(service, faults);
      checks.guard(service);
      recordRoutes(service, { store, faults, checks });
      done();
    },
    { prefix: SERVICE_PATH },
  );
  return app;
}

interface RecordService {
  readonly store: RecordVersions;
  readonly faults: Faults;
  readonly checks: ContractChecks;
}

function recordRoutes(app: FastifyInstance, service: RecordService): void {
  const { store, checks } = service;
  app.get<Addressed>('/v1/records/:externalId', ({ params }) => {
    const record = store.under(params.externalId);
    if (record === undefined) throw new Refusal(404, 'not-found');
    return readable(record);
  });
  app.put<Addressed>('/v1/records/:externalId', (request, reply) =>
    answerWrite(service, request, reply, () =>
      planRecord(request.params.externalId, checks.bodyOf(request), store),
    ),
  );
  app.post<Addressed>('/v1/records/:externalId/cancellation', (request, reply) =>
    answerWrite(service, request, reply, () =>
      planCancellation(request.params.externalId, checks.bodyOf(request), store),
    ),
  );
}

function readable({ id, key, version, versionKey, status, storedAt, document }: StoredVersion): object {
  return { id, externalId: key, version, versionKey, status, storedAt, ...document };
}
