import canonicalize from 'canonicalize';
import type { RecordContent } from '../content.js';
import type { ClientIdentifier } from '../decision.js';

/**
 * What two contents are compared by: the record's fields and the client's identifier as canonical JSON
 * (RFC 8785; `contract/README.md`, Corrections). It holds personal data: keep a keyed digest of it, not itself.
 */
export function contentBytes(content: RecordContent, { system, value }: ClientIdentifier): string {
  return canonicalize({ client: { system, value }, content }) ?? '';
}
