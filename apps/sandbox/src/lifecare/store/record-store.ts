import { AppendLog } from '../../append-log.js';
import type { Criteria } from './criteria.js';
import type { JournalRow } from '../../stand-in/journal-row.js';
import { journalRow } from './journal-row.js';
import { RecordIndex } from './record-index.js';
import type { Commit, StoredRecord, StoredVersion } from './stored.js';

/**
 * The stand-in's records: an append-only file, and an index of it in memory. A commit shows in memory at once, so
 * that nothing comes between a condition and its write; its promise tells when it is on disk.
 */
export class RecordStore {
  private readonly rows: JournalRow[] = [];
  private readonly watchers: ((version: StoredVersion) => void)[] = [];

  private constructor(
    private readonly log: AppendLog,
    private readonly index: RecordIndex,
    private readonly versions: StoredVersion[],
  ) {}

  /** Opens the store, rebuilding it from its file. */
  static async open(path: string): Promise<RecordStore> {
    const index = new RecordIndex();
    const versions: StoredVersion[] = [];
    const log = await AppendLog.open(path, (line) => {
      for (const version of (line as Commit).versions) {
        index.add(version);
        versions.push(version);
      }
    });
    return new RecordStore(log, index, versions);
  }

  /** Stores the versions, all or nothing. Resolves when they, and all before them, are on disk. */
  async commit(versions: readonly StoredVersion[]): Promise<void> {
    if (versions.length === 0) {
      await this.log.settled();
      return;
    }
    for (const version of versions) {
      this.index.add(version);
      this.versions.push(version);
    }
    await this.log.append({ versions } satisfies Commit);
    for (const watcher of this.watchers) versions.forEach(watcher);
  }

  /** Calls with each version of the type that is there, and from then on with every version that is on disk. */
  watch(type: StoredVersion['type'], watcher: (version: StoredVersion) => void): void {
    for (const { versions } of this.find({ type })) versions.forEach(watcher);
    this.watchers.push((version) => {
      if (version.type === type) watcher(version);
    });
  }

  at(address: string): StoredRecord | undefined {
    return this.index.at(address);
  }

  find(criteria: Criteria): readonly StoredRecord[] {
    return this.index.find(criteria);
  }

  provenanceOf(address: string): StoredRecord | undefined {
    return this.index.provenanceOf(address);
  }

  /** One row a stored version of a content record, oldest first. Each row is written out once. */
  journal(): readonly JournalRow[] {
    for (const version of this.versions.splice(0)) {
      const row = journalRow(version);
      if (row !== undefined) this.rows.push(row);
    }
    return this.rows;
  }

  async close(): Promise<void> {
    await this.log.close();
  }
}
