import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, objectAt, textAt } from '../json.js';
import { refuseUnknownClient } from '../rest/known-client.js';
import type { RecordVersions, StoredVersion } from '../rest/record-versions.js';
import { Refusal, type RefusalCode } from '../rest/refusal.js';
import type { PlannedWrite } from '../rest/write-route.js';

/** `PUT …/records/{externalId}`: a new record, or the next version of one. */
export function planRecord(key: string, body: JsonObject, store: RecordVersions): PlannedWrite {
  const { version, versionKey, ...document } = body;
  refuseUnknownClient(objectAt(document, 'client'));
  const current = store.under(key);
  if (current?.versionKey === versionKey && current !== undefined) {
    const same = current.version === version && isDeepStrictEqual(current.document, document);
    return repeatedOrRefused(current, same);
  }
  if (current !== undefined) {
    if (version === 1 && current.status === 'active') throw conflict('already-there', current);
    if (!isDeepStrictEqual(current.document['client'], document['client'])) {
      throw conflict('other-client', current);
    }
  }
  refuseStale(current, version);
  return written({
    ...nextOf(current, key, body),
    operation: current === undefined ? 'create' : 'replace',
    status: 'active',
    document,
  });
}

/** `POST …/records/{externalId}/cancellation` */
export function planCancellation(key: string, body: JsonObject, store: RecordVersions): PlannedWrite {
  const { version, versionKey, reason, recorder } = body;
  const current = store.under(key);
  if (current === undefined) throw new Refusal(404, 'not-found');
  if (current.versionKey === versionKey) {
    return repeatedOrRefused(current, current.version === version && current.status === 'cancelled');
  }
  refuseStale(current, version);
  return written({
    ...nextOf(current, key, body),
    operation: 'nullify',
    status: 'cancelled',
    document: { ...current.document, recorder, cancelReason: reason },
  });
}

function repeatedOrRefused(current: StoredVersion, same: boolean): PlannedWrite {
  if (!same) throw conflict('version-key-reused', current);
  return { status: 200, answer: receiptOf(current, true) };
}

function refuseStale(current: StoredVersion | undefined, version: unknown): void {
  if (current?.status === 'cancelled') throw conflict('cancelled', current);
  if (version !== (current?.version ?? 0) + 1) throw conflict('stale', current);
}

function conflict(code: RefusalCode, current: StoredVersion | undefined): Refusal {
  if (current === undefined) return new Refusal(409, code);
  const { id, version } = current;
  return new Refusal(409, code, { current: { id, version } });
}

function nextOf(current: StoredVersion | undefined, key: string, body: JsonObject) {
  return {
    id: current?.id ?? randomUUID(),
    key,
    versionKey: textAt(body, 'versionKey') ?? '',
    version: (current?.version ?? 0) + 1,
    storedAt: new Date().toISOString(),
  };
}

function written(version: StoredVersion): PlannedWrite {
  return { status: version.operation === 'create' ? 201 : 200, answer: receiptOf(version, false), version };
}

function receiptOf({ id, key, version, versionKey, status }: StoredVersion, repeated: boolean): object {
  return { id, externalId: key, version, versionKey, status, repeated };
}
