import { UnusableMllpAddress } from './hl7v2.errors.js';

export interface MllpAddress {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/**
 * Reads `mllp://host:port`, or `mllps://host:port` for TLS.
 * @throws UnusableMllpAddress
 */
export function readMllpAddress(address: string): MllpAddress {
  if (!URL.canParse(address)) throw new UnusableMllpAddress('not-a-url');
  const url = new URL(address);
  const { protocol, hostname, port, username, password, pathname, search, hash } = url;
  if (protocol !== 'mllp:' && protocol !== 'mllps:') throw new UnusableMllpAddress('not-mllp');
  if (hostname === '' || port === '') throw new UnusableMllpAddress('no-port');
  if (username + password + search + hash !== '' || !['', '/'].includes(pathname)) {
    throw new UnusableMllpAddress('has-more-than-host-and-port');
  }
  // An IPv6 address stands in brackets in a URL, and without them everywhere else.
  return { host: hostname.replace(/^\[|\]$/gu, ''), port: Number(port), secure: protocol === 'mllps:' };
}
