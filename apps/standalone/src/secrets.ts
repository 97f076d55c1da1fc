import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepDevelopmentCertificates } from '#security';
import { keepAuditKeys } from './audit-keys.js';

const key = (): string => randomBytes(32).toString('base64');
const webhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const PEM = { type: 'pkcs8', format: 'pem' } as const;

/** By file name; the configuration refers to them by it. */
const MAKERS: Readonly<Record<string, () => string>> = {
  'key-encryption-key-1': key,
  'index-key': key,
  'sender-sample': webhookSecret,
  'team-app-callback': webhookSecret,
  // For ES384 of private_key_jwt.
  'lifecare-client-key': () =>
    generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(PEM).toString(),
  'sofia-crm-client-secret': () => randomBytes(32).toString('base64url'),
  // By which the development identity provider knows the console, and a program that asks it for a token.
  'oidc-client-secret': () => randomBytes(32).toString('base64url'),
  'oidc-machine-secret': () => randomBytes(32).toString('base64url'),
  'receipt-key': () => generateKeyPairSync('ed25519').privateKey.export(PEM).toString(),
  'issuer-key': () => generateKeyPairSync('ed25519').privateKey.export(PEM).toString(),
};

/** Systems whose stand-ins know certificates of the sandbox's own authority: of TLS, and of signatures. */
const WITH_CERTIFICATES = ['kanta', 'proconsona'] as const;

/** Makes the secrets that are missing; one that is there is never touched: what it protects would be lost. */
export async function keepSecrets(directory: string): Promise<void> {
  for (const [name, make] of Object.entries(MAKERS)) {
    const path = join(directory, name);
    if (await isThere(path)) continue;
    // Under its name only when whole: a start that is cut short leaves no empty secret behind.
    await writeFile(`${path}.new`, `${make().trim()}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  await keepAuditKeys(directory);
  for (const system of WITH_CERTIFICATES) await keepDevelopmentCertificates(directory, system);
}

/** @returns the secret with which the sample sender signs */
export const sampleSenderSecret = async (directory: string): Promise<string> =>
  (await readFile(join(directory, 'sender-sample'), 'utf8')).trim();

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
