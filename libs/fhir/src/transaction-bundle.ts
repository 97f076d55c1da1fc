import { token } from './identifiers.js';
import type { Identifier, Provenance, RecordResource, TransactionBundle, TransactionEntry } from './r4.js';

/** @returns a transaction: the server does all entries, or none */
export function transactionBundle(entry: readonly TransactionEntry[]): TransactionBundle {
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

/** A create that does nothing where a resource with the key is there already (R4, http.html#ccreate). */
export function conditionalCreate(
  resource: RecordResource,
  fullUrl: string,
  key: Identifier,
): TransactionEntry {
  const ifNoneExist = `identifier=${encodeToken(token(key))}`;
  return { fullUrl, resource, request: { method: 'POST', url: resource.resourceType, ifNoneExist } };
}

/** An update of exactly the version that we know (R4, http.html#concurrency). */
export function versionedUpdate(
  resource: RecordResource & { readonly id: string },
  fullUrl: string,
  version: string,
): TransactionEntry {
  const url = `${resource.resourceType}/${resource.id}`;
  return { fullUrl, resource, request: { method: 'PUT', url, ifMatch: weakEtag(version) } };
}

export function plainCreate(resource: Provenance, fullUrl: string): TransactionEntry {
  return { fullUrl, resource, request: { method: 'POST', url: resource.resourceType } };
}

export function weakEtag(version: string): string {
  return `W/"${version}"`;
}

/** The colon and the bar of a token are legal in a query and stay readable; the rest is escaped. */
function encodeToken(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%7C', '|');
}
