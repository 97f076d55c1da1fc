import { AppendLog } from '../append-log.js';
import type { JournalRow } from '../stand-in/journal-row.js';
import { journalRow, type ArchivedDocument } from './archived-document.js';

/** What the archive holds: an append-only file, and an index of it in memory. */
export class ArchiveStore {
  private readonly byId = new Map<string, ArchivedDocument>();
  private readonly bySet = new Map<string, ArchivedDocument[]>();
  private readonly byFulfilled = new Map<string, ArchivedDocument[]>();
  private readonly events = new Map<string, ArchivedDocument>();
  private readonly rows: JournalRow[] = [];

  private constructor(private readonly log: AppendLog) {}

  /** Opens the store, rebuilding it from its file. */
  static async open(path: string): Promise<ArchiveStore> {
    const found: ArchivedDocument[] = [];
    const log = await AppendLog.open(path, (line) => found.push(line as ArchivedDocument));
    const store = new ArchiveStore(log);
    for (const document of found) store.take(document);
    return store;
  }

  /** It shows in memory at once, so that nothing comes between a check and its write; resolves when it is on disk. */
  async add(document: ArchivedDocument): Promise<void> {
    this.take(document);
    await this.log.append(document);
  }

  byIdentifier(id: string): ArchivedDocument | undefined {
    return this.byId.get(id);
  }

  /** The versions of a series, oldest first. */
  series(setId: string): readonly ArchivedDocument[] {
    return this.bySet.get(setId) ?? [];
  }

  /** The documents that fulfil it, oldest first. */
  fulfilling(oid: string): readonly ArchivedDocument[] {
    return this.byFulfilled.get(oid) ?? [];
  }

  /** The document of a service event. */
  serviceEvent(id: string): ArchivedDocument | undefined {
    return this.events.get(id);
  }

  /** Oldest first; technical documents are no rows. */
  journal(): readonly JournalRow[] {
    return this.rows;
  }

  /** Resolves when everything taken so far is on disk. */
  settled(): Promise<void> {
    return this.log.settled();
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  private take(document: ArchivedDocument): void {
    const { id, setId, fulfils, kind, serviceEvent } = document;
    this.byId.set(id, document);
    addTo(this.bySet, setId, document);
    if (fulfils !== undefined) addTo(this.byFulfilled, fulfils, document);
    if (kind === 'service-event') this.events.set(serviceEvent, document);
    const row = journalRow(document);
    if (row !== undefined) this.rows.push(row);
  }
}

function addTo(index: Map<string, ArchivedDocument[]>, key: string, document: ArchivedDocument): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, [document]);
  else there.push(document);
}
