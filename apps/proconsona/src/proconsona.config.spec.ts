import { proconsonaCredentialsSchema } from './proconsona.config.js';

const signing = { signingKey: 'a-key', signingCertificate: 'a-certificate' };
const tls = { clientKey: 'k', clientCertificate: 'c', certificateAuthority: 'ca' };

describe('the credentials of a Pro Consona endpoint', () => {
  it('need no mutual TLS', () => {
    expect(proconsonaCredentialsSchema.parse(signing)).toEqual({
      signing: { key: 'a-key', certificate: 'a-certificate' },
    });
  });

  it('may name who vouches for the server, without a certificate of ours', () => {
    expect(proconsonaCredentialsSchema.parse({ ...signing, certificateAuthority: 'ca' })).toMatchObject({
      tls: { serverAuthority: 'ca' },
    });
  });

  it('have all of mutual TLS, or nothing of it', () => {
    expect(proconsonaCredentialsSchema.parse({ ...signing, ...tls })).toMatchObject({
      tls: { key: 'k', certificate: 'c', serverAuthority: 'ca' },
    });
    expect(proconsonaCredentialsSchema.safeParse({ ...signing, clientKey: 'k' }).success).toBe(false);
  });

  it('cannot do without the signing key, nor hold what nobody reads', () => {
    expect(proconsonaCredentialsSchema.safeParse(tls).success).toBe(false);
    expect(proconsonaCredentialsSchema.safeParse({ ...signing, clientId: 'x' }).success).toBe(false);
  });
});
