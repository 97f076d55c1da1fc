import { isRefusedCertificate } from './refused-certificate.js';

describe('an error of TLS', () => {
  it.each([
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
    'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  ])('says that our certificate was refused: %s', (code) => {
    expect(isRefusedCertificate(code)).toBe(true);
  });

  it.each(['ECONNRESET', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_WRONG_VERSION_NUMBER', ''])(
    'says nothing of it: %j',
    (code) => {
      expect(isRefusedCertificate(code)).toBe(false);
    },
  );
});
