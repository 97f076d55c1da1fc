import { createSecureContext, type SecureContext } from 'node:tls';
import { UnusableMllpTls } from './hl7v2.errors.js';

/** PEM texts of a TLS connection; whatever is absent is as usual. */
export interface MllpTls {
  /** Who vouches for the server; the usual authorities where absent. */
  readonly certificateAuthority?: string;
  /** What we show the server (mutual TLS). */
  readonly client?: { readonly key: string; readonly certificate: string };
}

/** @throws UnusableMllpTls */
export function secureContextOf({ certificateAuthority, client }: MllpTls): SecureContext {
  try {
    return createSecureContext({
      minVersion: 'TLSv1.2',
      ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
      ...(client !== undefined && { key: client.key, cert: client.certificate }),
    });
  } catch {
    // OpenSSL's texts differ by version and say nothing that an operator could use.
    throw new UnusableMllpTls();
  }
}
