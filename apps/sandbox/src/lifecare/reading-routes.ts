import type { FastifyInstance, FastifyReply } from 'fastify';
import { bytesOf } from '../stand-in/own-side.js';
import { FHIR_JSON } from './fhir-guard.js';
import { type AddressableType, isAddressable } from './resources/resource-types.js';
import { type Criteria, readCriteria } from './store/criteria.js';
import { knownPatient } from './store/known-patient.js';
import type { RecordStore } from './store/record-store.js';
import { type StoredRecord, type StoredVersion, addressOf, etagOf, newest } from './store/stored.js';
import { Refusal } from './validation/refusals.js';

const DEFAULT_COUNT = 50;
const MAX_COUNT = 200;

interface ReadingService {
  readonly store: RecordStore;
  readonly fhirBase: () => string;
}

type Address = { Params: { type: string; id: string; version: string } };

/** Search by POST, read, version read and history (R4, RESTful API). */
export function readingRoutes(app: FastifyInstance, { store, fhirBase }: ReadingService): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      done(null, body);
    },
  );
  app.post<Address>('/:type/_search', async ({ params, body }, reply) => {
    const type = readType(params.type);
    const found = await search(type, new URLSearchParams(bytesOf(body).toString('utf8')), store);
    return sendBundle(
      reply,
      'searchset',
      found.total,
      found.page.map((version) => ({
        ...entryOf(version, fhirBase()),
        search: { mode: 'match' },
      })),
    );
  });
  app.get('/:type', () => {
    throw Refusal.of(400, 'query');
  });
  app.get<Address>('/:type/:id', ({ params }, reply) => sendVersion(reply, newest(recordAt(params, store))));
  app.get<Address>('/:type/:id/_history', ({ params }, reply) => {
    const versions = [...recordAt(params, store).versions].reverse();
    const entries = versions.map((version) => historyEntry(version, fhirBase()));
    return sendBundle(reply, 'history', entries.length, entries);
  });
  app.get<Address>('/:type/:id/_history/:version', ({ params }, reply) => {
    const found = recordAt(params, store).versions.find(({ version }) => String(version) === params.version);
    if (found === undefined) throw Refusal.of(404, 'not-found');
    return sendVersion(reply, found);
  });
  const writes: ('POST' | 'PUT' | 'PATCH' | 'DELETE')[] = ['POST', 'PUT', 'PATCH', 'DELETE'];
  app.route({
    method: writes,
    url: '/*',
    // Before the body is looked at: what is not offered is not offered with any content type.
    preParsing: () => Promise.reject(Refusal.of(405, 'interaction')),
    handler: () => undefined,
  });
  app.setNotFoundHandler(() => {
    throw Refusal.of(404, 'not-found');
  });
}

interface Found {
  readonly total: number;
  readonly page: readonly StoredVersion[];
}

async function search(
  type: AddressableType,
  parameters: URLSearchParams,
  store: RecordStore,
): Promise<Found> {
  const limit = readCount(parameters);
  parameters.delete('_count');
  const criteria = readCriteria(type, parameters);
  const records = store.find(criteria);
  const versions = records.length > 0 ? records.map(newest) : await madeKnown(criteria, store);
  return { total: versions.length, page: versions.slice(0, limit) };
}

/** A client whom nobody asked for yet is known all the same. */
async function madeKnown(
  { type, identifier }: Criteria,
  store: RecordStore,
): Promise<readonly StoredVersion[]> {
  if (type !== 'Patient' || identifier === undefined) return [];
  const patient = knownPatient(identifier, new Date().toISOString());
  if (patient === undefined) return [];
  await store.commit([patient]);
  return [patient];
}

function readCount(parameters: URLSearchParams): number {
  const counts = parameters.getAll('_count');
  if (counts.length === 0) return DEFAULT_COUNT;
  const [count = ''] = counts;
  if (counts.length > 1 || !/^[0-9]{1,3}$/.test(count)) throw Refusal.of(400, 'search-value');
  if (Number(count) < 1 || Number(count) > MAX_COUNT) throw Refusal.of(400, 'search-value');
  return Number(count);
}

function readType(type: string): AddressableType {
  if (!isAddressable(type)) throw Refusal.of(404, 'not-found');
  return type;
}

function recordAt({ type, id }: { type: string; id: string }, store: RecordStore): StoredRecord {
  const record = store.at(addressOf({ type: readType(type), id }));
  if (record === undefined) throw Refusal.of(404, 'not-found');
  return record;
}

function sendVersion(reply: FastifyReply, version: StoredVersion): FastifyReply {
  return reply
    .header('ETag', etagOf(version))
    .header('Last-Modified', new Date(version.storedAt).toUTCString())
    .type(FHIR_JSON)
    .send(JSON.stringify(version.resource));
}

function sendBundle(
  reply: FastifyReply,
  type: string,
  total: number,
  entry: readonly object[],
): FastifyReply {
  const bundle = { resourceType: 'Bundle', type, total, ...(entry.length === 0 ? {} : { entry }) };
  return reply.type(FHIR_JSON).send(JSON.stringify(bundle));
}

function entryOf(version: StoredVersion, fhirBase: string) {
  return { fullUrl: `${fhirBase}/${addressOf(version)}`, resource: version.resource };
}

function historyEntry(version: StoredVersion, fhirBase: string): object {
  const first = version.version === 1;
  return {
    ...entryOf(version, fhirBase),
    request: { method: first ? 'POST' : 'PUT', url: first ? version.type : addressOf(version) },
    response: {
      status: first ? '201 Created' : '200 OK',
      etag: etagOf(version),
      lastModified: version.storedAt,
    },
  };
}
