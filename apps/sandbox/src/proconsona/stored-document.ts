import type { XmlNode } from '#cda';
import type { JournalRow } from '../stand-in/journal-row.js';

/** One version of a document as the system holds it: one line of its file. */
export interface StoredDocument {
  readonly messageId: string;
  readonly id: string;
  readonly setId: string;
  readonly version: number;
  readonly patient: { readonly root: string; readonly extension: string };
  readonly operation: JournalRow['operation'];
  readonly record: string;
  /** What a person reads in it. */
  readonly content: string;
  /** The envelope without its payload. */
  readonly envelope: XmlNode;
  /** Base64. */
  readonly document: string;
  /** RFC 3339 */
  readonly storedAt: string;
}

export function journalRow(document: StoredDocument): JournalRow {
  const { id, setId, version, patient, operation, record, content, storedAt } = document;
  return {
    id,
    key: setId,
    record,
    client: patient.extension,
    content,
    version: String(version),
    operation,
    storedAt,
  };
}
