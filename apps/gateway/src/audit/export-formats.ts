import { Readable } from 'node:stream';
import { auditEventsOf } from '#audit';
import type { AuditBundle } from '#audit';
import type { Principal } from '#security';
import type { AuditDesk, ExportRequest } from './audit-desk.js';
import { bundleCsv } from './bundle-csv.js';
import { bundleXlsx } from './bundle-xlsx.js';

/** Forms of an export. `json` and `lines` verify offline; the others are for reading, and prove nothing. */
export const EXPORT_FORMATS = ['json', 'lines', 'csv', 'xlsx', 'fhir'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const isExportFormat = (word: string | undefined): word is ExportFormat =>
  EXPORT_FORMATS.some((format) => format === word);

/** What is sent for an export. */
export interface ExportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: string | Buffer | Readable;
}

interface FormOfObject {
  readonly extension: string;
  readonly mediaType: string;
  readonly contentOf: (bundle: AuditBundle) => string | Promise<Buffer>;
}

const JSON_LIKE = (bundle: object): string => JSON.stringify(bundle);

const FORMS: Readonly<Record<Exclude<ExportFormat, 'lines'>, FormOfObject>> = {
  json: { extension: 'json', mediaType: 'application/json; charset=utf-8', contentOf: JSON_LIKE },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8', contentOf: bundleCsv },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    contentOf: bundleXlsx,
  },
  fhir: {
    extension: 'fhir.json',
    mediaType: 'application/fhir+json; charset=utf-8',
    contentOf: (bundle) => JSON_LIKE(auditEventsOf(bundle)),
  },
};

/** Makes an export in the form asked for. @throws Problem */
export async function exportFile(
  desk: Pick<AuditDesk, 'export' | 'exportLines'>,
  caller: Principal,
  { request, format }: { readonly request: ExportRequest; readonly format: ExportFormat },
): Promise<ExportFile> {
  if (format === 'lines') {
    const { export: id, lines } = await desk.exportLines(caller, request);
    return {
      name: nameOf(id, 'jsonl'),
      mediaType: 'application/x-ndjson; charset=utf-8',
      content: Readable.from(lines),
    };
  }
  const { extension, mediaType, contentOf } = FORMS[format];
  const bundle = await desk.export(caller, request);
  return { name: nameOf(bundle.manifest.export, extension), mediaType, content: await contentOf(bundle) };
}

const nameOf = (id: string, extension: string): string => `kuittaus-audit-${id}.${extension}`;
