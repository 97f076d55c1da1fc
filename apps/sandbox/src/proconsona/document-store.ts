import { AppendLog } from '../append-log.js';
import type { JournalRow } from '../stand-in/journal-row.js';
import { journalRow, type StoredDocument } from './stored-document.js';

/** What the system holds: an append-only file, and an index of it in memory. */
export class DocumentStore {
  private readonly byId = new Map<string, StoredDocument>();
  private readonly bySet = new Map<string, StoredDocument[]>();
  private readonly messages = new Set<string>();
  private readonly rows: JournalRow[] = [];

  private constructor(private readonly log: AppendLog) {}

  /** Opens the store, rebuilding it from its file. */
  static async open(path: string): Promise<DocumentStore> {
    const found: StoredDocument[] = [];
    const log = await AppendLog.open(path, (line) => found.push(line as StoredDocument));
    const store = new DocumentStore(log);
    for (const document of found) store.take(document);
    return store;
  }

  /** It shows in memory at once, so that nothing comes between a check and its write; resolves when it is on disk. */
  async add(document: StoredDocument): Promise<void> {
    this.take(document);
    await this.log.append(document);
  }

  byIdentifier(id: string): StoredDocument | undefined {
    return this.byId.get(id);
  }

  /** The versions of a series, oldest first. */
  series(setId: string): readonly StoredDocument[] {
    return this.bySet.get(setId) ?? [];
  }

  /** @returns whether no message of this id came before */
  isNewMessage(messageId: string): boolean {
    if (this.messages.has(messageId)) return false;
    this.messages.add(messageId);
    return true;
  }

  /** Oldest first. */
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

  private take(document: StoredDocument): void {
    const { id, setId, messageId } = document;
    const series = this.bySet.get(setId) ?? [];
    this.byId.set(id, document);
    this.bySet.set(setId, [...series, document]);
    this.messages.add(messageId);
    this.rows.push(journalRow(document));
  }
}
