import type { XmlNode } from '#cda';
import type { JournalRow } from '../stand-in/journal-row.js';

/** One version of a document as the archive holds it: one line of its file. */
export interface ArchivedDocument {
  readonly messageId: string;
  readonly id: string;
  readonly setId: string;
  readonly version: number;
  readonly patient: { readonly root: string; readonly extension: string };
  readonly serviceEvent: string;
  readonly fulfils?: string;
  readonly kind: 'content' | 'service-event';
  readonly operation: JournalRow['operation'];
  readonly record: string;
  /** What a person reads in it. */
  readonly content: string;
  readonly bodyDigest: string;
  /** The envelope without its payload. */
  readonly envelope: XmlNode;
  /** Base64. */
  readonly document: string;
  /** RFC 3339 */
  readonly storedAt: string;
}

/** @returns undefined for a technical document */
export function journalRow(document: ArchivedDocument): JournalRow | undefined {
  const { id, setId, version, patient, kind, operation, record, content, storedAt } = document;
  if (kind !== 'content') return undefined;
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
