import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxConfig, sandboxConfig } from '../src/sandbox.config.js';

/** A sandbox's configuration with fresh secrets in a new folder, on free ports. */
export async function freshConfig(gatewayUrl = 'http://127.0.0.1:9'): Promise<SandboxConfig> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const secretsDir = join(folder, 'secrets');
  await mkdir(secretsDir);
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
  const secrets = {
    'issuer-key': generateKeyPairSync('ed25519').privateKey.export(pkcs8),
    'lifecare-client-key': generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pkcs8),
    'sender-sample': `whsec_${randomBytes(32).toString('base64')}`,
    'team-app-callback': `whsec_${randomBytes(32).toString('base64')}`,
    'oidc-client-secret': randomBytes(32).toString('base64url'),
    'oidc-machine-secret': randomBytes(32).toString('base64url'),
    'sofia-crm-client-secret': randomBytes(32).toString('base64url'),
  };
  for (const [name, secret] of Object.entries(secrets)) {
    await writeFile(join(secretsDir, name), secret, { mode: 0o600 });
  }
  await cp('config/samples', join(folder, 'config', 'samples'), { recursive: true });
  return sandboxConfig({
    KUITTAUS_ENVIRONMENT: 'test',
    KUITTAUS_DATA_DIR: folder,
    KUITTAUS_CONFIG_DIR: join(folder, 'config'),
    KUITTAUS_SECRETS_DIR: secretsDir,
    KUITTAUS_ISSUER: 'http://issuer.example',
    KUITTAUS_GATEWAY_URL: gatewayUrl,
  });
}
