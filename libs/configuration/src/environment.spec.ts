import {
  EnvironmentFault,
  adapterEnvironment,
  childEnvironment,
  dispatcherEnvironment,
  gatewayEnvironment,
  ledgerEnvironment,
  sandboxEnvironment,
  standaloneEnvironment,
  type Variables,
} from './environment.js';

const service: Variables = {
  DATABASE_URL: 'postgresql://kuittaus:salasana@db.example/kuittaus',
  REDIS_URL: 'rediss://redis.example:6380',
  KUITTAUS_SECRETS_DIR: 'secrets',
};
const gateway: Variables = {
  ...service,
  KUITTAUS_ISSUER: 'https://tunnistus.example',
  KUITTAUS_JWKS_URL: 'https://tunnistus.example/jwks',
};

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.faults;
    throw error;
  }
  return [];
}

describe('the environment of the gateway', () => {
  it('has the safe defaults of production', () => {
    const { addressVariables, ...rest } = gatewayEnvironment(gateway);
    expect(rest).toEqual({
      environment: 'production',
      logLevel: 'info',
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: service['DATABASE_URL'],
      redisUrl: service['REDIS_URL'],
      configDir: 'config',
      secretsDir: 'secrets',
      issuer: 'https://tunnistus.example',
      jwksUrl: 'https://tunnistus.example/jwks',
      receiptKeys: ['receipt-key'],
      undoWindowMs: 600_000,
      repairSecondPersonAbove: 50,
      isQueueBoardWritable: false,
    });
    expect(addressVariables).toEqual(gateway);
  });

  it('takes what is set, and an empty variable as not set', () => {
    const read = gatewayEnvironment({ ...gateway, PORT: '8080', HOST: '', KUITTAUS_ENVIRONMENT: 'embedded' });
    expect(read).toMatchObject({ port: 8080, host: '127.0.0.1', environment: 'embedded' });
  });

  it('tells all faults at once, by name and never with the value', () => {
    const faults = faultsOf(() =>
      gatewayEnvironment({
        DATABASE_URL: 'mysql://kuittaus:salasana@db.example',
        REDIS_URL: 'SALAINEN',
        PORT: '70000',
        KUITTAUS_ENVIRONMENT: 'SALAINEN',
        KUITTAUS_ISSUER: 'SALAINEN',
      }),
    );
    expect([...faults].sort()).toEqual([
      'DATABASE_URL must be a postgresql:// address',
      'KUITTAUS_ENVIRONMENT must be one of production, embedded, test',
      'KUITTAUS_ISSUER must be an http:// or https:// address',
      'KUITTAUS_JWKS_URL is not set',
      'KUITTAUS_SECRETS_DIR is not set',
      'PORT must be a port number',
      'REDIS_URL must be a redis:// address',
    ]);
    expect(faults.join()).not.toMatch(/SALAINEN|salasana/u);
  });
});

describe('the keys of receipts', () => {
  it('are one secret unless told; the first of several signs, the same in gateway and dispatcher', () => {
    const set = { KUITTAUS_RECEIPT_KEYS: 'receipt-key-2, receipt-key' };
    expect(gatewayEnvironment({ ...gateway, ...set }).receiptKeys).toEqual(['receipt-key-2', 'receipt-key']);
    expect(dispatcherEnvironment({ ...service, ...set }).receiptKeys).toEqual([
      'receipt-key-2',
      'receipt-key',
    ]);
    expect(dispatcherEnvironment(service).receiptKeys).toEqual(['receipt-key']);
  });

  it.each(['../receipt-key', 'a,,b', 'SALAINEN'])('cannot be %j', (names) => {
    const faults = faultsOf(() => gatewayEnvironment({ ...gateway, KUITTAUS_RECEIPT_KEYS: names }));
    expect(faults).toEqual(['KUITTAUS_RECEIPT_KEYS must be names of secrets, with commas']);
  });
});

describe('the environments of the other apps', () => {
  it('the command line reads the ledger and needs no Redis', () => {
    expect(ledgerEnvironment({ ...service, REDIS_URL: undefined })).toEqual({
      environment: 'production',
      databaseUrl: service['DATABASE_URL'],
      secretsDir: 'secrets',
    });
  });

  it('a worker takes any free health port unless told', () => {
    expect(dispatcherEnvironment(service).healthPort).toBe(0);
    expect(adapterEnvironment('lifecare', { ...service, KUITTAUS_HEALTH_PORT: '3101' })).toMatchObject({
      adapter: 'lifecare',
      healthPort: 3101,
    });
    expect(faultsOf(() => dispatcherEnvironment({}))).toHaveLength(3);
  });

  it('the sandbox reads its ports from JSON', () => {
    const set = { KUITTAUS_SECRETS_DIR: 'secrets', KUITTAUS_SANDBOX_PORTS: '{"lifecare":4001}' };
    expect(sandboxEnvironment(set)).toMatchObject({
      dataDir: '.data',
      ports: { lifecare: 4001, teamApp: 0, identity: 0 },
    });
    expect(sandboxEnvironment({ KUITTAUS_SECRETS_DIR: 'secrets' }).ports.lifecare).toBe(0);
    for (const ports of ['{', '[]', '{"lifecare":"x"}', '{"unknown":1}']) {
      const faulty = { KUITTAUS_SECRETS_DIR: 'secrets', KUITTAUS_SANDBOX_PORTS: ports };
      expect(faultsOf(() => sandboxEnvironment(faulty))).toHaveLength(1);
    }
  });

  it('the standalone needs nothing, and is never production', () => {
    expect(standaloneEnvironment({})).toEqual({
      environment: 'embedded',
      logLevel: 'info',
      host: '127.0.0.1',
      configDir: 'config',
      dataDir: '.data',
      sample: true,
    });
    expect(standaloneEnvironment({ KUITTAUS_SAMPLE: '0', PORT: '3001' })).toMatchObject({
      sample: false,
      port: 3001,
    });
    expect(faultsOf(() => standaloneEnvironment({ KUITTAUS_ENVIRONMENT: 'production' }))).toEqual([
      'KUITTAUS_ENVIRONMENT must be one of embedded, test',
    ]);
  });

  it('a child process has this one’s variables and its additions', () => {
    const environment = childEnvironment({ LIFECARE_URL: 'http://127.0.0.1:4001' });
    expect(environment).toMatchObject({ ...process.env, LIFECARE_URL: 'http://127.0.0.1:4001' });
  });
});
