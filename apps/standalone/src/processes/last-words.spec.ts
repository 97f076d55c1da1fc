import { codesIn, startFaultIn } from './last-words.js';

const entry = (fields: object): string =>
  JSON.stringify({ level: 'error', event: 'gateway.failed', ...fields });

describe('what a log says last of a fault', () => {
  it('is the event and its code', () => {
    expect(codesIn([entry({ code: 'ECONNREFUSED' })])).toEqual(['gateway.failed ECONNREFUSED']);
  });

  it('is the code of the error, or its name', () => {
    expect(codesIn([entry({ error: { name: 'MigrationFailed', code: 'migration-failed' } })])).toEqual([
      'gateway.failed migration-failed',
    ]);
    expect(codesIn([entry({ error: { name: 'TypeError' } })])).toEqual(['gateway.failed TypeError']);
  });

  it('is the name of what nobody caught, never its text', () => {
    expect(codesIn(['Error: Cannot find module', "  code: 'MODULE_NOT_FOUND',"])).toEqual([
      'MODULE_NOT_FOUND',
    ]);
    expect(codesIn(['ConfigurationFault: 010594Y9032 is no port'])).toEqual(['ConfigurationFault']);
    expect(codesIn(['Error [ERR_INVALID_ARG]: 010594Y9032'])).toEqual(['ERR_INVALID_ARG']);
  });

  it('leaves out what is no fault, and lines cut short', () => {
    expect(codesIn([entry({ level: 'info' }), '{"level":"err', '    at main (main.js:1:1)'])).toEqual([]);
  });

  it('is short: the last three, each once', () => {
    const lines = ['a', 'b', 'c', 'd', 'd'].map((code) => entry({ event: 'x', code }));

    expect(codesIn(lines)).toEqual(['x b', 'x c', 'x d']);
  });
});

describe('an app that cannot start', () => {
  const fault = [
    'gateway cannot start: the configuration has faults:',
    'config/senders.yaml:4 must have a secret',
  ];

  it('is quoted: what is wrong with the settings is what the reader must know', () => {
    expect(startFaultIn(['{"event":"gateway.started"}', ...fault, ...fault])).toBe(
      'the configuration has faults: config/senders.yaml:4 must have a secret',
    );
  });

  it('is not quoted any more once it got further', () => {
    expect(startFaultIn([...fault, '{"event":"gateway.started"}'])).toBeUndefined();
    expect(startFaultIn([])).toBeUndefined();
  });
});
