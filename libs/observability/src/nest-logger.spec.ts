import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

describe('what NestJS logs', () => {
  let text = '';
  const destination = { write: (chunk: string) => void (text += chunk) };
  const nest = new NestLogger(createLogger({ app: 'gateway', level: 'debug', destination }));

  beforeEach(() => {
    text = '';
  });

  it('tells the part that spoke, and none of its text', () => {
    nest.log('Mapped {/v1/decisions/aino, GET} route', 'RouterExplorer');
    expect(JSON.parse(text)).toMatchObject({
      level: 'debug',
      event: 'nest.debug',
      context: 'RouterExplorer',
    });
    expect(text).not.toContain('aino');
  });

  it('tells an unhandled error by class and code, without its message or stack', () => {
    nest.error(
      Object.assign(new TypeError('aino'), { code: 'E_FAULT' }),
      'Error: aino\n at x',
      'ExceptionsHandler',
    );
    expect(JSON.parse(text)).toMatchObject({
      level: 'error',
      event: 'nest.error',
      context: 'ExceptionsHandler',
      error: { name: 'TypeError', code: 'E_FAULT' },
    });
    expect(text).not.toContain('aino');
  });

  it('takes a lone text for a text, not for the part that spoke', () => {
    nest.warn('Aino');
    expect(text).not.toContain('Aino');
  });
});
