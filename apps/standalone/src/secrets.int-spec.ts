import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSecrets, sampleSenderSecret } from './secrets.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kuittaus-secrets-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const NAMES = [
  'audit-log-key',
  'audit-log-vkey',
  'audit-witness-key',
  'audit-witness-vkey',
  'index-key',
  'issuer-key',
  'kanta-certificate-authority',
  'kanta-client-certificate',
  'kanta-client-key',
  'kanta-server-certificate',
  'kanta-server-key',
  'kanta-signing-certificate',
  'kanta-signing-key',
  'key-encryption-key-1',
  'lifecare-client-key',
  'oidc-client-secret',
  'oidc-machine-secret',
  'proconsona-certificate-authority',
  'proconsona-client-certificate',
  'proconsona-client-key',
  'proconsona-server-certificate',
  'proconsona-server-key',
  'proconsona-signing-certificate',
  'proconsona-signing-key',
  'receipt-key',
  'sender-sample',
  'sofia-crm-client-secret',
  'team-app-callback',
];

async function contents(): Promise<Record<string, string>> {
  const names = (await readdir(directory)).sort();
  const read = names.map(async (name) => [name, (await readFile(join(directory, name), 'utf8')).trim()]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}

describe('the secrets', () => {
  it('are made at the first start, each readable by its owner alone', async () => {
    await keepSecrets(directory);

    expect(Object.keys(await contents())).toEqual(NAMES);
    for (const name of NAMES) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  });

  it('stay the same at later starts, and a lost one is made anew', async () => {
    await keepSecrets(directory);
    const before = await contents();
    await rm(join(directory, 'issuer-key'));

    await keepSecrets(directory);

    const after = await contents();
    expect({ ...after, 'issuer-key': '' }).toEqual({ ...before, 'issuer-key': '' });
    expect(after['issuer-key']).not.toBe(before['issuer-key']);
  });

  it('are of the kinds that their readers expect', async () => {
    await keepSecrets(directory);
    const made = await contents();

    expect(Buffer.from(made['key-encryption-key-1']!, 'base64')).toHaveLength(32);
    expect(Buffer.from(made['index-key']!, 'base64')).toHaveLength(32);
    expect(made['team-app-callback']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await sampleSenderSecret(directory)).toBe(made['sender-sample']);
    expect(createPrivateKey(made['lifecare-client-key']!).asymmetricKeyDetails).toEqual({
      namedCurve: 'secp384r1',
    });
    expect(createPrivateKey(made['issuer-key']!).asymmetricKeyType).toBe('ed25519');
  });
});
