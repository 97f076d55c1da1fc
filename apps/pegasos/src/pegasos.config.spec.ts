import { pegasosCredentialsSchema, pegasosOptionsSchema } from './pegasos.config.js';

describe('the options of a health record endpoint', () => {
  it('are UTF-8 and a full document query, where nothing else is said', () => {
    expect(pegasosOptionsSchema.parse({})).toEqual({
      encoding: 'UNICODE UTF-8',
      documentQuery: true,
      documentContent: true,
      sendingApplication: 'KUITTAUS',
      receivingApplication: 'PEGASOS',
    });
  });

  it.each([
    { encoding: '8859/1', documentQuery: false },
    { receivingFacility: 'TERVEYSKESKUS', registerHolder: { name: 'Alue', oid: '1.2.246.10.1' } },
  ])('may be %j', (options) => {
    expect(pegasosOptionsSchema.parse(options)).toMatchObject(options);
  });

  it.each([
    { encoding: 'UTF-8' },
    { documentQuery: 'no' },
    { sendingApplication: '' },
    { sendingFacility: 'x'.repeat(21) },
    { archivesToKanta: true },
  ])('cannot be %j', (options) => {
    expect(pegasosOptionsSchema.safeParse(options).success).toBe(false);
  });
});

describe('the credentials of a health record endpoint', () => {
  it('may be none, an authority alone, and a certificate with its key', () => {
    expect(pegasosCredentialsSchema.parse({})).toEqual({});
    expect(pegasosCredentialsSchema.parse({ certificateAuthority: 'ca' })).toEqual({
      certificateAuthority: 'ca',
    });
    expect(pegasosCredentialsSchema.parse({ clientKey: 'k', clientCertificate: 'c' })).toEqual({
      client: { key: 'k', certificate: 'c' },
    });
  });

  it.each([{ clientKey: 'k' }, { clientCertificate: 'c' }, { clientId: 'x' }])('cannot be %j', (given) => {
    expect(pegasosCredentialsSchema.safeParse(given).success).toBe(false);
  });
});
