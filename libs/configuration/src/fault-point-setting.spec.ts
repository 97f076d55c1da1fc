import { dispatcherEnvironment, EnvironmentFault } from './environment.js';

const VARIABLES = {
  DATABASE_URL: 'postgres://kuittaus@127.0.0.1/kuittaus',
  REDIS_URL: 'redis://127.0.0.1',
  KUITTAUS_SECRETS_DIR: 'secrets',
};

describe('KUITTAUS_FAULT_POINT', () => {
  it('is left out when it is not set, and handed on in a test', () => {
    expect(dispatcherEnvironment({ ...VARIABLES, KUITTAUS_ENVIRONMENT: 'test' }).faultPoint).toBeUndefined();
    const armed = {
      ...VARIABLES,
      KUITTAUS_ENVIRONMENT: 'test',
      KUITTAUS_FAULT_POINT: 'relay.claimed:2:stop',
    };
    expect(dispatcherEnvironment(armed).faultPoint).toBe('relay.claimed:2:stop');
  });

  it.each([undefined, 'production'])('keeps a process from starting in production (%s)', (environment) => {
    const armed = { ...VARIABLES, KUITTAUS_ENVIRONMENT: environment, KUITTAUS_FAULT_POINT: 'relay.claimed' };
    expect(() => dispatcherEnvironment(armed)).toThrow(EnvironmentFault);
    expect(() => dispatcherEnvironment(armed)).toThrow('KUITTAUS_FAULT_POINT must not be set in production');
  });

  it.each(['relay.claimed:0', 'relay.claimed:1:kill', 'relay claimed'])('refuses %s', (setting) => {
    const armed = { ...VARIABLES, KUITTAUS_ENVIRONMENT: 'test', KUITTAUS_FAULT_POINT: setting };
    expect(() => dispatcherEnvironment(armed)).toThrow('KUITTAUS_FAULT_POINT must be name');
  });
});
