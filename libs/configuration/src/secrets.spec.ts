import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseSandboxSecrets } from './sandbox-secrets.js';
import { SecretFault, readSecret } from './secrets.js';

let secretsDir = '';

beforeAll(() => {
  secretsDir = mkdtempSync(join(tmpdir(), 'kuittaus-secrets-'));
  const write = (name: string, content: string, mode: number): void => {
    writeFileSync(join(secretsDir, name), content);
    chmodSync(join(secretsDir, name), mode);
  };
  write('good', '\n whsec_abc \n', 0o600);
  write('of-the-group', 'abc', 0o640);
  write('open', 'abc', 0o644);
  write('blank', ' \n', 0o600);
  write('placeholder', 'changeme', 0o600);
  write('guessable', `whsec_${Buffer.alloc(32, 1).toString('base64')}`, 0o600);
});
afterAll(() => rmSync(secretsDir, { recursive: true }));

function codeOf(name: string, environment: 'production' | 'embedded' = 'production'): string {
  try {
    return readSecret(name, { secretsDir, environment });
  } catch (error) {
    return error instanceof SecretFault ? error.code : 'another error';
  }
}

describe('a secret', () => {
  it('is the text of its file without white space at the ends', () => {
    expect(codeOf('good')).toBe('whsec_abc');
    expect(codeOf('of-the-group')).toBe('abc');
  });

  it('that everybody on the machine may read is refused in production', () => {
    expect(codeOf('open')).toBe('secret-readable-by-everybody');
    expect(codeOf('open', 'embedded')).toBe('abc');
  });

  it.each([
    ['blank', 'secret-empty'],
    ['nowhere', 'secret-missing'],
    ['../good', 'secret-name'],
    ['a/b', 'secret-name'],
    ['', 'secret-name'],
  ])('%j is refused as %s', (name, code) => {
    expect(codeOf(name)).toBe(code);
  });

  it.each(['placeholder', 'guessable'])('%s, that anybody would guess, is refused in production', (name) => {
    expect(codeOf(name)).toBe('secret-is-a-default');
    expect(codeOf(name, 'embedded')).not.toBe('secret-is-a-default');
  });

  it('of the sandbox is refused in production', () => {
    const refuse = (environment: 'production' | 'embedded') => (): void =>
      refuseSandboxSecrets({ secretsDir, environment });
    expect(refuse('production')).not.toThrow();
    writeFileSync(join(secretsDir, 'issuer-key'), 'abc');
    expect(refuse('production')).toThrow('secrets-of-the-sandbox');
    expect(refuse('embedded')).not.toThrow();
  });

  it('is never in the error', () => {
    expect(() => readSecret('open', { secretsDir, environment: 'production' })).toThrow(
      'secret-readable-by-everybody: open',
    );
  });
});
