import { AppendLog } from '../append-log.js';
import type { Journal, JournalRow } from '../stand-in/journal-row.js';
import type { ToldDocument } from './read-document.js';
import { Refusal } from './refusal.js';
import { type StoredDocument, type StoredEvent, journalRow } from './stored-document.js';

/**
 * The health record's documents: an append-only file, and what stands in memory. A decision shows in memory at
 * once, so that nothing comes between a condition and its write; the promise tells when it is on disk.
 */
export class DocumentStore implements Journal {
  private readonly documents = new Map<string, StoredDocument>();
  private readonly rows: JournalRow[] = [];

  private constructor(private log: AppendLog | undefined) {}

  /** Opens the store, rebuilding it from its file. */
  static async open(path: string): Promise<DocumentStore> {
    const store = new DocumentStore(undefined);
    store.log = await AppendLog.open(path, (line) => store.apply(line as StoredEvent));
    return store;
  }

  at(number: string): StoredDocument | undefined {
    return this.documents.get(number);
  }

  /**
   * What a new document would be; a number is taken once and for all.
   * @throws Refusal
   */
  planNew(document: ToldDocument, storedAt: string): StoredEvent {
    this.refuseKnown(document);
    return { operation: 'create', series: document.number, document, storedAt };
  }

  /**
   * What a replacement of the newest version would be.
   * @throws Refusal; also where the parent is not the newest version any more
   */
  planReplacement(document: ToldDocument, storedAt: string): StoredEvent {
    this.refuseKnown(document);
    const parent = this.documents.get(document.parent ?? '');
    if (parent?.availability !== 'AV') throw Refusal.error('204', 'TXA', 13);
    refuseOther(parent.document, document);
    return { operation: 'replace', series: parent.series, document, storedAt };
  }

  /**
   * What a cancellation would be: the document as it is, cancelled.
   * @throws Refusal
   */
  planCancellation(document: ToldDocument, storedAt: string): StoredEvent {
    const known = this.documents.get(document.number);
    if (known === undefined || known.availability === 'OB') throw Refusal.error('204', 'TXA', 12);
    refuseOther(known.document, document);
    if (known.availability === 'CA') throw Refusal.error('205', 'TXA', 12);
    return { operation: 'nullify', series: known.series, document: known.document, storedAt };
  }

  /** Resolves when it, and all before it, is on disk. */
  async commit(event: StoredEvent): Promise<void> {
    this.apply(event);
    await this.log?.append(event);
  }

  journal(): readonly JournalRow[] {
    return this.rows;
  }

  async close(): Promise<void> {
    await this.log?.close();
  }

  private refuseKnown({ number }: ToldDocument): void {
    if (this.documents.has(number)) throw Refusal.error('205', 'TXA', 12);
  }

  private apply(event: StoredEvent): void {
    const { operation, series, document } = event;
    const parent = this.documents.get(document.parent ?? '');
    if (operation === 'replace' && parent !== undefined) {
      this.documents.set(parent.document.number, { ...parent, availability: 'OB' });
    }
    const availability = operation === 'nullify' ? 'CA' : 'AV';
    this.documents.set(document.number, { series, document, availability });
    this.rows.push(journalRow(event));
  }
}

/** A version is of the same client and type as the one before. */
function refuseOther(known: ToldDocument, told: ToldDocument): void {
  const { system, value } = known.client;
  if (told.client.system !== system || told.client.value !== value) throw Refusal.error('204', 'PID', 3);
  if (told.type !== known.type) throw Refusal.error('103', 'TXA', 2);
}
