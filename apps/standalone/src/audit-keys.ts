import { generateKeyPairSync } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSigningKey } from '#audit';
import type { KeyKind } from '#audit';
import { systemErrorCode } from './standalone.errors.js';

interface AuditKey {
  readonly kind: KeyKind;
  readonly name: string;
  /** Of the secrets: the private key, and what it is verified by. */
  readonly file: string;
  readonly publicFile: string;
}

/** Names of the embedded default: whoever reads its log must not take it for somebody's. */
export const AUDIT_ORIGIN = 'embedded.kuittaus.example/audit';
export const WITNESS_NAME = 'witness.embedded.kuittaus.example';

const KEYS: readonly AuditKey[] = [
  { kind: 'log', name: AUDIT_ORIGIN, file: 'audit-log-key', publicFile: 'audit-log-vkey' },
  { kind: 'witness', name: WITNESS_NAME, file: 'audit-witness-key', publicFile: 'audit-witness-vkey' },
];

/** Makes the keys of the audit log's signer and of its witness, where they are missing, and their verifier keys. */
export async function keepAuditKeys(directory: string): Promise<void> {
  for (const { kind, name, file, publicFile } of KEYS) {
    const known = await contentOf(join(directory, file));
    const pem = known ?? newKey();
    if (known === undefined) await write(join(directory, file), pem);
    await write(join(directory, publicFile), `${openSigningKey(kind, name, pem).text}\n`);
  }
}

const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Under its name only when whole: a start that is cut short leaves no empty key behind. */
async function write(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
