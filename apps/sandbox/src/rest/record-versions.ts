import { AppendLog } from '../append-log.js';
import { type JsonObject, isObject, objectAt, textAt } from '../json.js';
import type { Journal, JournalRow } from '../stand-in/journal-row.js';

/** One version of a record of a REST stand-in; versions count from 1. */
export interface StoredVersion {
  readonly id: string;
  /** The writer's key of the record. */
  readonly key: string;
  readonly versionKey: string;
  readonly version: number;
  readonly operation: JournalRow['operation'];
  readonly status: 'active' | 'cancelled';
  /** RFC 3339 */
  readonly storedAt: string;
  /** `client`, `content`, `text` and whatever else a reader gets. */
  readonly document: JsonObject;
  readonly idempotency?: Idempotency;
}

/** The request that stored a version, to know it again when it is repeated. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
  /** What it was answered with. */
  readonly status: number;
}

/**
 * The versions of a stand-in's records: an append-only file, and an index of it in memory. What is stored shows in
 * memory at once, so that nothing comes between a condition and its write; its promise tells when it is on disk.
 */
export class RecordVersions implements Journal {
  private readonly newest = new Map<string, StoredVersion>();
  private readonly idsByKey = new Map<string, string>();
  private readonly byIdempotencyKey = new Map<string, StoredVersion>();
  private readonly rows: JournalRow[] = [];

  private constructor(private readonly log: AppendLog) {}

  /** Opens the store, rebuilding it from its file. */
  static async open(path: string): Promise<RecordVersions> {
    const lines: unknown[] = [];
    const store = new RecordVersions(await AppendLog.open(path, (line) => lines.push(line)));
    for (const line of lines) store.index(line as StoredVersion);
    return store;
  }

  /** @returns the newest version of the record with this id */
  at(id: string): StoredVersion | undefined {
    return this.newest.get(id);
  }

  /** @returns the newest version of the record with this key of its writer */
  under(key: string): StoredVersion | undefined {
    const id = this.idsByKey.get(key);
    return id === undefined ? undefined : this.newest.get(id);
  }

  /** @returns the version that a request with this idempotency key stored */
  storedBy(idempotencyKey: string): StoredVersion | undefined {
    return this.byIdempotencyKey.get(idempotencyKey);
  }

  /** Resolves when the version, and all before it, are on disk. */
  async store(version: StoredVersion): Promise<void> {
    this.index(version);
    await this.log.append(version);
  }

  /** Resolves when all that shows is on disk. */
  settled(): Promise<void> {
    return this.log.settled();
  }

  journal(): readonly JournalRow[] {
    return this.rows;
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private index(version: StoredVersion): void {
    this.newest.set(version.id, version);
    this.idsByKey.set(version.key, version.id);
    if (version.idempotency !== undefined) this.byIdempotencyKey.set(version.idempotency.key, version);
    this.rows.push(rowOf(version));
  }
}

function rowOf({ id, key, version, operation, storedAt, document }: StoredVersion): JournalRow {
  const content = objectAt(document, 'content');
  return {
    id,
    key,
    record: textAt(content, 'record') ?? '',
    client: textAt(objectAt(document, 'client'), 'value') ?? '',
    content: [textAt(document, 'text') ?? '', ...textsOf(content)].join('\n'),
    version: String(version),
    operation,
    storedAt,
  };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}
