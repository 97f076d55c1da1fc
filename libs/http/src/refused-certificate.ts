const ALERT =
  /^ERR_SSL_.*ALERT_(CERTIFICATE_REQUIRED|UNKNOWN_CA|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|ACCESS_DENIED)$/;

/**
 * Whether a TLS peer refused our certificate. By TLS 1.3 our side of the handshake is through, and what we send may
 * be on its way, before the peer has looked at the certificate (RFC 8446, 4.4.2 and 6.2): the alert then comes late,
 * and says that the peer's side never got so far as to read a request. So it holds for the first exchange of a
 * connection only. Without the alert, by a mere reset, nobody can tell.
 */
export function isRefusedCertificate(code: string): boolean {
  return ALERT.test(code);
}
