import { inflateRawSync } from 'node:zlib';
import { BUNDLE_FORMAT, entryBytes } from '#audit';
import type { AuditBundle, AuditEntry } from '#audit';
import type { Principal } from '#security';
import { exportFile } from './export-formats.js';
import type { ExportFormat } from './export-formats.js';

const entry: AuditEntry = {
  schema: 'kuittaus-audit-entry/1',
  index: 41,
  id: '42',
  kind: 'attempt.ended',
  class: 'recording',
  at: '2026-11-17T10:00:00.250Z',
  loggedAt: '2026-11-17T10:00:01.500Z',
  who: { type: 'app', id: '=HYPERLINK("x")' },
  about: { client: 'c'.repeat(64) },
  to: { system: 'lifecare', endpoint: 'lifecare-varha' },
  decision: { team: 'kaarina', id: '+TT <1> & "2"', version: 3, ordinal: 4 },
};
const bundle: AuditBundle = {
  format: BUNDLE_FORMAT,
  manifest: {
    export: '0191d0a4-0000-7000-8000-00000000000a',
    exportedAt: '2026-11-18T10:00:00.000Z',
    origin: 'kuittaus.example/audit',
    selection: { type: 'log' },
    purpose: 'supervision',
    size: 100,
    entries: 1,
    digests: { entries: '', checkpoints: '', receipts: '' },
  },
  policy: '',
  checkpoints: [],
  consistency: [],
  entries: [{ index: 41, body: entryBytes(entry).toString() }],
  neighbours: [],
  receipts: [],
  receiptKeys: {},
  clients: [],
};

const caller: Principal = { subject: 'anna', roles: new Set(['auditor']), teams: 'all' };
const desk = {
  export: async () => bundle,
  exportLines: async () => ({
    export: 'an-id',
    lines: (async function* () {
      yield 'one\n';
      yield 'two\n';
    })(),
  }),
};
const request = { ask: { type: 'log' as const }, purpose: 'supervision', knownSizes: [] };
const file = (format: ExportFormat) => exportFile(desk, caller, { request, format });

/** The parts of a ZIP file, by the list at its end. */
function partsOf(zip: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset, position) =>
      position === 0 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begin, begin + size);
    const isDeflated = zip.readUInt16LE(at + 10) === 8;
    const text = (isDeflated ? inflateRawSync(bytes) : bytes).toString('utf8');
    parts.set(zip.toString('utf8', at + 46, at + 46 + name), text);
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** Cells of a row by column, with their type and content as they stand in the sheet. */
function cellsOf(sheet: string, row: number, texts: readonly string[]) {
  const [, cells = ''] = new RegExp(`<row r="${row}"[^>]*>(.*?)</row>`, 's').exec(sheet) ?? [];
  return new Map(
    [...cells.matchAll(/<c r="([A-Z]+)[0-9]+"([^>]*)>(.*?)<\/c>/gs)].map(
      ([, column, attributes, content]) => {
        const type = /t="([a-z]+)"/i.exec(attributes ?? '')?.[1] ?? 'n';
        const value = (content ?? '').replaceAll(/<[^>]+>/g, '');
        return [column, { type, value: type === 's' ? texts[Number(value)] : value, content }];
      },
    ),
  );
}

describe('an export as a spreadsheet', () => {
  it('of XLSX has numbers, times and texts as what they are, and no formula', async () => {
    const { name, mediaType, content } = await file('xlsx');
    expect(name).toBe('kuittaus-audit-0191d0a4-0000-7000-8000-00000000000a.xlsx');
    expect(mediaType).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const parts = partsOf(content as Buffer);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    const texts = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
      ([, text]) => text!.replaceAll(/<[^>]+>/g, ''),
    );
    expect(sheet).not.toContain('<f>');
    const row = cellsOf(sheet, 2, texts);
    expect(row.get('A')).toMatchObject({ type: 'n', value: '41' });
    const days = Date.parse(entry.at) / 86_400_000 + 25_569;
    expect(Number(row.get('C')?.value)).toBeCloseTo(days, 6);
    expect(row.get('C')?.type).toBe('n');
    expect(row.get('G')?.type).not.toBe('n');
    expect(row.get('G')?.value).toBe(`'=HYPERLINK("x")`);
    expect(row.get('K')?.value).toMatch(/^'\+TT &lt;1&gt; &amp; /);
    expect(row.get('L')).toMatchObject({ type: 'n', value: '3' });
    const titles = [...cellsOf(sheet, 1, texts).values()].map(({ value }) => value);
    expect(titles.slice(0, 3)).toEqual(['index', 'loggedAt (UTC)', 'at (UTC)']);
  });

  it('of CSV marks what would be run as a formula', async () => {
    const { content } = await file('csv');
    expect(content).toContain(`"'=HYPERLINK(""x"")"`);
    expect(content).toContain(`"'+TT <1> & ""2"""`);
  });

  it('has the same columns in both', async () => {
    const { content } = await file('csv');
    expect((content as string).split('\r\n')[0]?.split(',')).toHaveLength(28);
  });
});

describe('the other forms', () => {
  it.each([
    ['json', 'application/json; charset=utf-8', /\.json$/],
    ['fhir', 'application/fhir+json; charset=utf-8', /\.fhir\.json$/],
    ['lines', 'application/x-ndjson; charset=utf-8', /\.jsonl$/],
  ] as const)('%s has its own name and media type', async (format, mediaType, name) => {
    const given = await file(format);
    expect(given).toMatchObject({ mediaType, name: expect.stringMatching(name) });
  });
});
