import { createHash, randomUUID } from 'node:crypto';
import { type JsonObject, objectAt, textAt } from '../json.js';
import { refuseUnknownClient } from '../rest/known-client.js';
import type { Idempotency, RecordVersions, StoredVersion } from '../rest/record-versions.js';
import { Refusal, type RefusalCode } from '../rest/refusal.js';
import type { PlannedWrite } from '../rest/write-route.js';

/** A write as far as its plan needs it. */
export interface EventWrite {
  readonly kind: 'create' | 'correct' | 'cancel';
  /** Of the event in the path. */
  readonly id?: string;
  readonly idempotencyKey: string;
  readonly ifMatch?: string;
  /** As the contract says. */
  readonly body: JsonObject;
}

/** What a write stores and is answered with; a repeated one what it was answered with the first time. */
export function planEvent(write: EventWrite, store: RecordVersions): PlannedWrite {
  const done = store.storedBy(write.idempotencyKey);
  if (done !== undefined) return replayed(done, write);
  const current = write.kind === 'create' ? undefined : currentOf(write, store);
  if (current === undefined) refuseNew(write.body, store);
  const version = versionOf(write, current);
  return { ...answerOf(version), version };
}

function replayed(done: StoredVersion, write: EventWrite): PlannedWrite {
  if (done.idempotency?.fingerprint !== fingerprintOf(write)) {
    throw new Refusal(422, 'idempotency-key-reused');
  }
  const { status, headers, answer } = answerOf(done);
  return { status, headers: { ...headers, 'Idempotency-Replayed': 'true' }, answer };
}

/** @throws Refusal for an event that is not there, is cancelled, or stands at another version */
function currentOf({ id = '', ifMatch }: EventWrite, store: RecordVersions): StoredVersion {
  const current = store.at(id);
  if (current === undefined) throw new Refusal(404, 'not-found');
  if (current.status === 'cancelled') throw conflict(409, 'cancelled', current);
  if (ifMatch !== etagOf(current)) throw conflict(412, 'stale', current);
  return current;
}

function refuseNew(body: JsonObject, store: RecordVersions): void {
  refuseUnknownClient(objectAt(body, 'client'));
  const there = store.under(textAt(body, 'externalReference') ?? '');
  if (there !== undefined) throw conflict(409, 'already-there', there);
}

function versionOf(write: EventWrite, current: StoredVersion | undefined): StoredVersion {
  const { externalReference, versionKey, reason, ...members } = write.body;
  const cancelled = write.kind === 'cancel';
  return {
    id: current?.id ?? randomUUID(),
    key: current?.key ?? String(externalReference),
    versionKey: String(versionKey),
    version: (current?.version ?? 0) + 1,
    operation: current === undefined ? 'create' : cancelled ? 'nullify' : 'replace',
    status: cancelled ? 'cancelled' : 'active',
    storedAt: new Date().toISOString(),
    document: { ...current?.document, ...members, ...(cancelled && { cancelReason: reason }) },
    idempotency: idempotencyOf(write),
  };
}

const idempotencyOf = (write: EventWrite): Idempotency => ({
  key: write.idempotencyKey,
  fingerprint: fingerprintOf(write),
  status: write.kind === 'create' ? 201 : 200,
});

function answerOf(stored: StoredVersion): PlannedWrite {
  const { id, key, version, versionKey, status } = stored;
  return {
    status: stored.idempotency?.status ?? 200,
    headers: { ETag: etagOf(stored) },
    answer: { id, externalReference: key, version, versionKey, status },
  };
}

function conflict(status: number, code: RefusalCode, { id, version }: StoredVersion): Refusal {
  return new Refusal(status, code, { current: { id, version } });
}

const etagOf = ({ version }: StoredVersion): string => `"${String(version)}"`;

function fingerprintOf({ kind, id, ifMatch, body }: EventWrite): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, id, ifMatch, body]))
    .digest('hex');
}
