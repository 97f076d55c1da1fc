import { sofiaCrmCredentialsSchema } from './sofia-crm.config.js';

const credentials = { clientId: 'kuittaus', clientSecret: 'sofia-crm-client-secret' };

describe('the credentials of a SofiaCRM endpoint', () => {
  it('are a client and the name of its secret', () => {
    expect(sofiaCrmCredentialsSchema.parse(credentials)).toEqual(credentials);
  });

  it.each([
    [{ clientId: 'kuittaus' }],
    [{ ...credentials, clientId: '' }],
    [{ ...credentials, clientSecret: '../secret' }],
    [{ ...credentials, clientSecret: 'The Secret Itself' }],
  ])('cannot be %j', (wrong) => {
    expect(sofiaCrmCredentialsSchema.safeParse(wrong).success).toBe(false);
  });
});
