import { PERSONAL_IDENTITY_CODE_OID } from '#domain';
import type { ClientIdentifier } from '#domain';
import type { LeafFilter } from '#ledger';
import { Problem } from '../http/problem.js';
import { isJsonObject } from '../intake/json/json-value.js';
import { parseStrictJson } from '../intake/json/parse-strict-json.js';
import type { ExportAsk, ExportRequest } from './audit-desk.js';
import { isExportFormat } from './export-formats.js';
import type { ExportFormat } from './export-formats.js';
import { readFields } from './read-fields.js';
import type { Fields } from './read-fields.js';

type Query = Readonly<Record<string, unknown>>;

export const ENTRY_FIELDS = ['decision', 'from', 'to', 'kind', 'system', 'cursor'] as const;
const EXPORT_FIELDS = [
  'decision',
  'from',
  'to',
  'system',
  'whole',
  'purpose',
  'format',
  'knownSizes',
] as const;
const CLIENT_FIELDS = ['personalIdentityCode', 'temporaryId', 'temporaryIdSystem'] as const;

/** @throws Problem */
export function readEntryQuery(query: Query): { readonly filter: LeafFilter; readonly from: number } {
  const { decision, from, to, kind, system, cursor } = readFields(query, ENTRY_FIELDS);
  return {
    filter: {
      ...(decision === undefined ? {} : { decision: decisionIn(decision) }),
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(to === undefined ? {} : { until: new Date(to) }),
      ...(kind === undefined ? {} : { kind }),
      ...(system === undefined ? {} : { system }),
    },
    from: Number(cursor ?? 0),
  };
}

/**
 * @param given of the query, or of the body: only there a client may be named
 * @throws Problem
 */
export function readExportRequest(
  given: Query,
  from: 'query' | 'body',
): { readonly request: ExportRequest; readonly format: ExportFormat } {
  const names = from === 'body' ? [...EXPORT_FIELDS, ...CLIENT_FIELDS] : EXPORT_FIELDS;
  const fields = readFields(given, names, ['purpose']);
  const asks = asksIn(fields);
  const [ask] = asks;
  if (ask === undefined || asks.length > 1) {
    throw new Problem('invalid', { errors: [{ path: '', code: 'one-selection' }] });
  }
  return {
    request: {
      ask,
      purpose: fields.purpose ?? '',
      knownSizes: (fields.knownSizes ?? '0').split(',').map(Number),
    },
    format: isExportFormat(fields.format) ? fields.format : 'json',
  };
}

type ExportFields = Fields<(typeof EXPORT_FIELDS)[number] | (typeof CLIENT_FIELDS)[number]>;

function asksIn(fields: ExportFields): ExportAsk[] {
  const { decision, from, to, system, whole } = fields;
  const client = clientIn(fields);
  const hasPeriod = from !== undefined || to !== undefined;
  if (hasPeriod && (from === undefined || to === undefined || new Date(from) >= new Date(to))) {
    throw new Problem('invalid', { errors: [{ path: '/from', code: 'range' }] });
  }
  return [
    ...(decision === undefined ? [] : [{ type: 'decision' as const, ...decisionIn(decision) }]),
    ...(from === undefined || to === undefined
      ? []
      : [{ type: 'period' as const, from: new Date(from), until: new Date(to) }]),
    ...(system === undefined ? [] : [{ type: 'system' as const, system }]),
    ...(client === undefined ? [] : [{ type: 'client' as const, client }]),
    ...(whole === undefined ? [] : [{ type: 'log' as const }]),
  ];
}

/** @throws Problem */
export function readDisclosureRequest(given: Query): {
  readonly client: ClientIdentifier;
  readonly purpose: string;
} {
  const fields = readFields(given, [...CLIENT_FIELDS, 'purpose'], ['purpose']);
  const client = clientIn(fields);
  if (client === undefined) {
    throw new Problem('invalid', { errors: [{ path: '/personalIdentityCode', code: 'required' }] });
  }
  return { client, purpose: fields.purpose ?? '' };
}

/** @throws Problem */
export function readObject(body: Buffer | undefined): Query {
  const read = parseStrictJson(body ?? Buffer.alloc(0));
  if ('fault' in read) throw new Problem(read.fault);
  if (!isJsonObject(read.value)) throw new Problem('invalid', { errors: [{ path: '', code: 'type' }] });
  return read.value;
}

function clientIn({
  personalIdentityCode,
  temporaryId,
  temporaryIdSystem,
}: Fields<(typeof CLIENT_FIELDS)[number]>): ClientIdentifier | undefined {
  if (personalIdentityCode !== undefined) {
    return { system: PERSONAL_IDENTITY_CODE_OID, value: personalIdentityCode };
  }
  if (temporaryId === undefined || temporaryIdSystem === undefined) return undefined;
  return { system: temporaryIdSystem, value: temporaryId };
}

function decisionIn(name: string): { readonly team: string; readonly decisionId: string } {
  const slash = name.indexOf('/');
  return { team: name.slice(0, slash), decisionId: name.slice(slash + 1) };
}
