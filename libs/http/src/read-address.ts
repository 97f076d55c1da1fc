import { UnusableAddress } from './http.errors.js';

export interface EndpointAddress {
  readonly origin: string;
  /** Without a slash at its end; empty for the root. */
  readonly basePath: string;
}

/**
 * Reads the base address of an endpoint.
 * @throws UnusableAddress unless it is http(s) without query, fragment and credentials
 */
export function readAddress(address: string): EndpointAddress {
  if (!URL.canParse(address)) throw new UnusableAddress('not-a-url');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new UnusableAddress('not-http');
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new UnusableAddress('has-query-or-credentials');
  }
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, '') };
}
