import type { StandaloneEnvironment } from '#configuration';
import { INNER } from '../testing/inner-ports.js';
import { addressesOf } from './addresses.js';
import { appsOf } from './apps.js';
import type { App } from './apps.js';

const ENVIRONMENT: StandaloneEnvironment = {
  environment: 'embedded',
  logLevel: 'info',
  host: '0.0.0.0',
  configDir: 'config',
  dataDir: '.data',
  sample: true,
};
const DATA = {
  root: '/data',
  secrets: '/data/secrets',
  logs: '/data/logs',
  postgres: '/data/postgres',
  redis: '/data/redis',
  sandbox: '/data/sandbox',
  cache: '/data/cache',
  ports: '/data/ports.json',
  description: '/data/standalone.json',
};

function appNamed(name: App['name']): App {
  const apps = appsOf({
    environment: ENVIRONMENT,
    data: DATA,
    databaseUrl: 'postgres://u:p@127.0.0.1:6/kuittaus',
    redisUrl: 'redis://:p@127.0.0.1:7',
    gatewayPort: 3000,
    inner: INNER,
    addresses: addressesOf({ host: ENVIRONMENT.host, gatewayPort: 3000, inner: INNER }),
  });
  return apps.find((app) => app.name === name)!;
}

describe('the services', () => {
  it('know where tokens are checked and where the Lifecare stand-in speaks FHIR', () => {
    expect(appNamed('gateway').variables).toMatchObject({
      KUITTAUS_ISSUER: 'https://issuer.kuittaus.example',
      KUITTAUS_JWKS_URL: 'http://127.0.0.1:41003/.well-known/jwks.json',
      PORT: '3000',
      KUITTAUS_PUBLIC_URL: 'http://127.0.0.1:3000',
      KUITTAUS_OIDC_DISCOVERY_URL: 'http://127.0.0.1:41003/.well-known/openid-configuration',
    });
    expect(appNamed('lifecare').variables).toMatchObject({ LIFECARE_URL: 'http://127.0.0.1:41001/fhir' });
  });

  it('know where each other stand-in speaks its protocol', () => {
    expect(appNamed('gateway').variables).toMatchObject({
      PEGASOS_URL: 'mllp://127.0.0.1:41007',
      TYP_URL: 'http://127.0.0.1:41009',
      SOFIA_CRM_URL: 'http://127.0.0.1:41011',
      KANTA_URL: 'https://127.0.0.1:41015/kanta',
    });
  });

  it('listen to this machine alone, but for the gateway, which listens where it is told to', () => {
    expect(appNamed('gateway').variables).toMatchObject({ HOST: '0.0.0.0' });
    expect(appNamed('dispatcher').variables).toMatchObject({
      HOST: '127.0.0.1',
      KUITTAUS_HEALTH_PORT: '41004',
    });
    expect(appNamed('lifecare').variables).toMatchObject({
      HOST: '127.0.0.1',
      KUITTAUS_HEALTH_PORT: '41005',
    });
  });

  it('are ready when their own health address says so; the gateway is asked on this machine', () => {
    expect(appNamed('gateway').readyUrls).toEqual(['http://127.0.0.1:3000/health/ready']);
    expect(appNamed('sandbox').readyUrls).toEqual(
      expect.arrayContaining([
        'http://127.0.0.1:41001/_health',
        'http://127.0.0.1:41002/_health',
        'http://127.0.0.1:41003/_health',
      ]),
    );
  });

  it('keep the ledger from those who sign the audit log, and each of them from the other’s state', () => {
    const [signer, witness] = [appNamed('audit-signer'), appNamed('witness')];
    for (const { variables } of [signer, witness]) {
      expect(variables).toMatchObject({ DATABASE_URL: undefined, REDIS_URL: undefined, HOST: '127.0.0.1' });
    }
    expect(signer.variables['KUITTAUS_DATA_DIR']).toBe('/data/audit-signer');
    expect(witness.variables['KUITTAUS_DATA_DIR']).toBe('/data/witness');
    expect(appNamed('dispatcher').variables).toMatchObject({
      KUITTAUS_AUDIT_SIGNER_URL: signer.readyUrls[0]?.replace('/health/ready', ''),
      KUITTAUS_WITNESS_URL: witness.readyUrls[0]?.replace('/health/ready', ''),
    });
  });

  it('keep the ledger and the queue from the stand-ins', () => {
    expect(appNamed('sandbox').variables).toMatchObject({
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      KUITTAUS_SANDBOX_PORTS: expect.stringMatching(/^\{"lifecare":41001,.*"identity":41003\}$/),
      KUITTAUS_GATEWAY_URL: 'http://127.0.0.1:3000',
    });
  });
});
