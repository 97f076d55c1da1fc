import type { JournalRow } from '../../stand-in/journal-row.js';
import { recordKinds, seriesKeys } from '../resources/content-record.js';
import { isContentType } from '../resources/resource-types.js';
import { readableText } from './readable-text.js';
import type { StoredVersion } from './stored.js';

/** @returns the row of a content record's version; undefined for technical resources */
export function journalRow(stored: StoredVersion): JournalRow | undefined {
  const { type, resource } = stored;
  if (!isContentType(type)) return undefined;
  return {
    id: stored.id,
    key: seriesKeys(resource)[0] ?? '',
    record: recordKinds(type, resource)[0] ?? '',
    client: stored.client?.value ?? '',
    content: readableText(resource),
    version: String(stored.version),
    operation: stored.operation,
    storedAt: stored.storedAt,
  };
}
