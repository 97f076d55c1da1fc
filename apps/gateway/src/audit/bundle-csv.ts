import { csvOf } from '#audit';
import type { AuditBundle, AuditEntry } from '#audit';
import { ENTRY_COLUMNS } from './entry-columns.js';

/** The entries for a spreadsheet. It proves nothing: that is what the bundle is for. */
export function bundleCsv({ entries }: AuditBundle): string {
  const rows = entries.map(({ body }) => {
    const entry = JSON.parse(body) as AuditEntry;
    return ENTRY_COLUMNS.map(({ valueOf }) => String(valueOf(entry) ?? ''));
  });
  return csvOf(
    ENTRY_COLUMNS.map(({ name }) => name),
    rows,
  );
}
