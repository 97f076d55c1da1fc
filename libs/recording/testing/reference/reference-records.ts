import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What the adapter sends of one version. */
export interface WrittenRecord {
  readonly key: string;
  readonly versionKey: string;
  readonly record: string;
  readonly operation: string;
  readonly client: string;
  readonly text: string;
}

export interface StoredRecord extends WrittenRecord {
  readonly id: string;
  readonly version: number;
  readonly status: 'active' | 'nullified';
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

interface Judged {
  readonly answer: Answer;
  readonly stored?: StoredRecord;
}

/** What the reference system does with a write: a create if nothing is there, a change of the version named. */
export function answerOf(
  given: WrittenRecord,
  before: StoredRecord | undefined,
  headers: IncomingHttpHeaders,
): Judged {
  if (before?.versionKey === given.versionKey && headers['if-none-exist'] !== undefined) {
    return { answer: { status: 200, body: { ...receiptOf(before), isRepeat: true } } };
  }
  if (given.operation === 'create') return created(given, before, headers['if-none-exist'] !== undefined);
  if (before === undefined) return { answer: { status: 404, body: { code: 'not-found' } } };
  const expected = headers['if-match'];
  if (expected !== undefined && expected !== String(before.version)) {
    return { answer: { status: 412, body: { code: 'stale' } } };
  }
  return kept(
    { ...given, id: before.id, version: before.version + 1, status: statusAfter(given.operation) },
    200,
  );
}

function created(given: WrittenRecord, before: StoredRecord | undefined, isConditional: boolean): Judged {
  if (before !== undefined && isConditional) {
    return { answer: { status: 409, body: { code: 'already-there', ...receiptOf(before) } } };
  }
  return kept({ ...given, id: randomUUID(), version: 1, status: 'active' }, 201);
}

const kept = (stored: StoredRecord, status: number): Judged => ({
  stored,
  answer: { status, body: receiptOf(stored) },
});

const statusAfter = (operation: string): StoredRecord['status'] =>
  operation === 'nullify' ? 'nullified' : 'active';

const receiptOf = ({ id, version }: StoredRecord): object => ({ id, version: String(version) });
