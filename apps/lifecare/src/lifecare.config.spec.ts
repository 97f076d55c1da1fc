import { lifecareCredentialsSchema, lifecareOptionsSchema } from './lifecare.config.js';

describe('the configuration of a Lifecare endpoint', () => {
  it('names the client and the secret with its key', () => {
    const credentials = { clientId: 'kuittaus', privateKey: 'lifecare-client-key' };
    expect(lifecareCredentialsSchema.parse(credentials)).toEqual(credentials);
  });

  it.each([
    { clientId: 'kuittaus' },
    { clientId: '', privateKey: 'lifecare-client-key' },
    { clientId: 'kuittaus', privateKey: '../etc/passwd' },
    { clientId: 'kuittaus', privateKey: 'a', password: 'b' },
  ])('is refused as %j', (credentials) => {
    expect(lifecareCredentialsSchema.safeParse(credentials).success).toBe(false);
  });

  it.each([
    {},
    { registerHolder: { name: 'Alue' } },
    { registerHolder: { name: 'Alue', oid: '1.2.246.10.1' } },
  ])('takes the options %j', (options) => {
    expect(lifecareOptionsSchema.parse(options)).toEqual(options);
  });

  it.each([{ registerHolder: {} }, { registerHolder: { name: 'Alue', oid: '1..2' } }, { other: 1 }])(
    'refuses the options %j',
    (options) => {
      expect(lifecareOptionsSchema.safeParse(options).success).toBe(false);
    },
  );
});
