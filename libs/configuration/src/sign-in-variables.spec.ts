import { EnvironmentFault, gatewayEnvironment } from './environment.js';
import { DEVELOPMENT_ISSUER } from './sign-in-variables.js';

const GATEWAY = {
  DATABASE_URL: 'postgresql://kuittaus:salasana@db.example/kuittaus',
  REDIS_URL: 'rediss://redis.example:6380',
  KUITTAUS_SECRETS_DIR: 'secrets',
  KUITTAUS_ISSUER: 'https://tunnistus.example',
  KUITTAUS_JWKS_URL: 'https://tunnistus.example/jwks',
};
const CONSOLE = {
  ...GATEWAY,
  KUITTAUS_PUBLIC_URL: 'https://kuittaus.example',
  KUITTAUS_OIDC_DISCOVERY_URL: 'https://tunnistus.example/.well-known/openid-configuration',
};

function faultsWith(variables: Readonly<Record<string, string>>): readonly string[] {
  try {
    gatewayEnvironment(variables);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.faults;
    throw error;
  }
}

describe('signing in to the console', () => {
  it('is not there without the issuer’s metadata', () => {
    expect(gatewayEnvironment(GATEWAY)).not.toHaveProperty('signIn');
    expect(
      gatewayEnvironment({ ...GATEWAY, KUITTAUS_PUBLIC_URL: 'https://kuittaus.example' }),
    ).not.toHaveProperty('signIn');
  });

  it('has the safe defaults of production', () => {
    expect(gatewayEnvironment(CONSOLE).signIn).toEqual({
      publicOrigin: 'https://kuittaus.example',
      discoveryUrl: CONSOLE.KUITTAUS_OIDC_DISCOVERY_URL,
      clientId: 'kuittaus-console',
      scope: 'openid profile',
      idleMs: 30 * 60_000,
      wholeMs: 10 * 3_600_000,
      mayBePlainHttp: false,
    });
  });

  it('can be held to strong identification for those who may do most', () => {
    const read = gatewayEnvironment({ ...CONSOLE, KUITTAUS_OIDC_STRONG_ACR: 'loa3 urn:loa4' });
    expect(read.signIn?.strongAcr).toEqual(['loa3', 'urn:loa4']);
  });

  it('needs to know where browsers find the console', () => {
    const { KUITTAUS_PUBLIC_URL: _, ...others } = CONSOLE;
    expect(faultsWith(others)).toEqual(['KUITTAUS_PUBLIC_URL is not set, and signing in needs it']);
  });

  it.each([
    ['KUITTAUS_PUBLIC_URL', 'https://kuittaus.example/console', 'must be an origin'],
    ['KUITTAUS_PUBLIC_URL', 'https://user@kuittaus.example', 'must be an origin'],
    [
      'KUITTAUS_OIDC_DISCOVERY_URL',
      'https://tunnistus.example',
      'must be the address of a metadata document',
    ],
    ['KUITTAUS_OIDC_SCOPE', 'profile', 'must be openid'],
    ['KUITTAUS_OIDC_STRONG_ACR', 'loa3  loa4', 'must be values of acr'],
    ['KUITTAUS_SESSION_IDLE_MS', '0', 'must be a number of milliseconds from 60000'],
    ['KUITTAUS_SESSION_IDLE_MS', '30m', 'must be a number of milliseconds from 60000'],
    ['KUITTAUS_SESSION_MS', '864000000', 'must be a number of milliseconds from 60000'],
  ])('%s cannot be %j', (name, value, fault) => {
    expect(faultsWith({ ...CONSOLE, [name]: value })).toEqual([expect.stringContaining(`${name} ${fault}`)]);
  });

  it('asks the issuer and answers browsers over HTTPS alone, in production', () => {
    const plain = {
      ...CONSOLE,
      KUITTAUS_PUBLIC_URL: 'http://127.0.0.1:3000',
      KUITTAUS_OIDC_DISCOVERY_URL: 'http://127.0.0.1:4000/.well-known/openid-configuration',
    };
    expect(faultsWith(plain)).toEqual([
      'KUITTAUS_OIDC_DISCOVERY_URL must be an https:// address in production',
      'KUITTAUS_PUBLIC_URL must be an https:// address in production',
    ]);
    const signIn = gatewayEnvironment({ ...plain, KUITTAUS_ENVIRONMENT: 'embedded' }).signIn;
    expect(signIn).toMatchObject({ publicOrigin: 'http://127.0.0.1:3000', mayBePlainHttp: true });
  });
});

it('the development identity provider is believed by no installation, with a console or without', () => {
  const variables = { ...GATEWAY, KUITTAUS_ISSUER: DEVELOPMENT_ISSUER };
  expect(faultsWith(variables)).toEqual([
    'KUITTAUS_ISSUER must not be the development identity provider in production',
  ]);
  expect(faultsWith({ ...variables, KUITTAUS_ENVIRONMENT: 'embedded' })).toEqual([]);
});
