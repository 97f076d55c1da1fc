import { withoutFormula } from '#audit';
import type { AuditBundle, AuditEntry } from '#audit';
import writeXlsxFile from 'write-excel-file/node';
import type { CellObject } from 'write-excel-file/node';
import { ENTRY_COLUMNS } from './entry-columns.js';
import type { EntryColumn } from './entry-columns.js';

/** Seconds and thousandths: the order of entries within a second shows. Excel knows no zone; all are UTC. */
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss.000';
const WIDTHS = { text: 24, count: 9, time: 24 } as const;

/**
 * The same rows as the CSV, with numbers as numbers and times as times. A text is a text even when it looks like a
 * formula, and is marked as in the CSV for whoever saves it as one.
 */
export async function bundleXlsx({ entries }: AuditBundle): Promise<Buffer> {
  const names = ENTRY_COLUMNS.map(({ name, type }): CellObject => {
    const title = type === 'time' ? `${name} (UTC)` : name;
    return { value: title, type: String, fontWeight: 'bold' };
  });
  const rows = entries.map(({ body }) => {
    const entry = JSON.parse(body) as AuditEntry;
    return ENTRY_COLUMNS.map((column) => cellOf(column, entry));
  });
  return writeXlsxFile([names, ...rows], {
    sheet: 'audit',
    stickyRowsCount: 1,
    columns: ENTRY_COLUMNS.map(({ type }) => ({ width: WIDTHS[type] })),
  }).toBuffer();
}

function cellOf({ type, valueOf }: EntryColumn, entry: AuditEntry): CellObject | undefined {
  const value = valueOf(entry);
  if (value === undefined) return undefined;
  switch (type) {
    case 'count':
      return { value: Number(value), type: Number };
    case 'time':
      return { value: new Date(value), type: Date, format: TIME_FORMAT };
    case 'text':
      return { value: withoutFormula(String(value)), type: String };
  }
}
