import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ContractChecks } from '../rest/contract-checks.js';
import type { RecordVersions, StoredVersion } from '../rest/record-versions.js';
import { answerWrite } from '../rest/write-route.js';
import type { Faults } from '../stand-in/faults.js';
import { type EventWrite, planEvent } from './plan-write.js';

interface EventService {
  readonly store: RecordVersions;
  readonly faults: Faults;
  readonly checks: ContractChecks;
}

interface Addressed {
  readonly Params: { readonly id: string };
}

/** The contact events; every call here has a token, and is as the contract says. */
export function eventRoutes(app: FastifyInstance, service: EventService): void {
  const { store, checks } = service;
  const writeOf = (kind: EventWrite['kind'], request: FastifyRequest, id?: string): EventWrite => ({
    kind,
    idempotencyKey: String(request.headers['idempotency-key']),
    body: checks.bodyOf(request),
    ...(id !== undefined && { id, ifMatch: String(request.headers['if-match']) }),
  });
  app.get<{ Querystring: { externalReference: string } }>('/contact-events', ({ query }) => {
    const found = store.under(query.externalReference);
    const items = found === undefined ? [] : [readable(found)];
    return { items, total: items.length };
  });
  app.post('/contact-events', (request, reply) =>
    answerWrite(service, request, reply, () => planEvent(writeOf('create', request), store)),
  );
  app.patch<Addressed>('/contact-events/:id', (request, reply) =>
    answerWrite(service, request, reply, () =>
      planEvent(writeOf('correct', request, request.params.id), store),
    ),
  );
  app.post<Addressed>('/contact-events/:id/cancellation', (request, reply) =>
    answerWrite(service, request, reply, () =>
      planEvent(writeOf('cancel', request, request.params.id), store),
    ),
  );
}

function readable({ id, key, version, versionKey, status, storedAt, document }: StoredVersion): object {
  return { id, externalReference: key, version, versionKey, status, storedAt, ...document };
}
