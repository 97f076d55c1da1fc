import { isResourceId } from './identifiers.js';
import { at, listAt, textAt } from '#http';

/** What the server answered to one entry of a transaction. */
export interface EntryResponse {
  readonly status: number;
  readonly resourceType?: string;
  readonly id?: string;
  readonly version?: string;
}

/**
 * Reads a `transaction-response` (R4, http.html#transaction-response): one entry an entry sent, same order.
 * @returns undefined where the body is no such Bundle, or has not exactly `count` entries with a status
 */
export function readTransactionResponse(body: unknown, count: number): readonly EntryResponse[] | undefined {
  if (at(body, 'resourceType') !== 'Bundle' || at(body, 'type') !== 'transaction-response') return undefined;
  const entries = listAt(body, 'entry');
  if (entries.length !== count) return undefined;
  const responses = entries.map((entry) => readEntry(at(entry, 'response')));
  return responses.every((response) => response !== undefined) ? responses : undefined;
}

function readEntry(response: unknown): EntryResponse | undefined {
  const status = /^([1-5]\d\d)(?:\s|$)/.exec(textAt(response, 'status') ?? '')?.[1];
  if (status === undefined) return undefined;
  const location = parseLocation(textAt(response, 'location'));
  const version = parseEtag(textAt(response, 'etag')) ?? location?.version;
  return {
    status: Number(status),
    ...(location !== undefined && { resourceType: location.resourceType, id: location.id }),
    ...(version !== undefined && { version }),
  };
}

/** @returns type, id and version of a `[base/]Type/id[/_history/version]`; undefined where it is none */
export function parseLocation(
  location: string | undefined,
): { readonly resourceType: string; readonly id: string; readonly version?: string } | undefined {
  const parts = /(?:^|\/)([A-Z][A-Za-z]{1,63})\/([^/?#]{1,64})(?:\/_history\/([^/?#]{1,64}))?$/.exec(
    (location ?? '').slice(0, 2048),
  );
  const [, resourceType, id, version] = parts ?? [];
  if (resourceType === undefined || !isResourceId(id)) return undefined;
  return { resourceType, id, ...(isResourceId(version) && { version }) };
}

/** @returns the version in an ETag, weak or strong; undefined where it is none */
export function parseEtag(etag: string | undefined): string | undefined {
  const version = /^(?:W\/)?"([^"]{1,64})"$/.exec(etag ?? '')?.[1];
  return isResourceId(version) ? version : undefined;
}
