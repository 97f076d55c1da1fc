import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDefaultSecret } from './default-secret.js';
import type { RunEnvironment } from './environment-variables.js';
import { SECRET_NAME } from './secret-name.js';

export type SecretFaultCode =
  | 'secret-name'
  | 'secret-missing'
  | 'secret-empty'
  | 'secret-readable-by-everybody'
  | 'secret-is-a-default'
  | 'secrets-of-the-sandbox';

/** A secret cannot be used. It names the secret, never its place or its content. */
export class SecretFault extends Error {
  constructor(
    readonly code: SecretFaultCode,
    readonly secret: string,
  ) {
    super(`${code}: ${secret}`);
    this.name = 'SecretFault';
  }
}

export interface SecretsPlace {
  /** The folder of the secret files. */
  readonly secretsDir: string;
  readonly environment: RunEnvironment;
}

const OTHERS_MAY_READ = 0o004;

/**
 * @param name of a file in the folder, as configuration files refer to it
 * @returns its text without white space at either end
 * @throws SecretFault; in production also for a file that every user of the machine may read (R52), and for a secret
 *   that anybody would guess
 */
export function readSecret(name: string, { secretsDir, environment }: SecretsPlace): string {
  if (!SECRET_NAME.test(name)) throw new SecretFault('secret-name', name);
  const file = join(secretsDir, name);
  const mode = modeOf(file);
  if (mode === undefined) throw new SecretFault('secret-missing', name);
  if (environment === 'production' && (mode & OTHERS_MAY_READ) !== 0) {
    throw new SecretFault('secret-readable-by-everybody', name);
  }
  const secret = contentOf(file);
  if (secret === undefined) throw new SecretFault('secret-missing', name);
  if (secret === '') throw new SecretFault('secret-empty', name);
  if (environment === 'production' && isDefaultSecret(secret)) {
    throw new SecretFault('secret-is-a-default', name);
  }
  return secret;
}

function modeOf(file: string): number | undefined {
  try {
    return statSync(file).mode;
  } catch {
    return undefined;
  }
}

/** A file that this process may not read is as good as missing. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
