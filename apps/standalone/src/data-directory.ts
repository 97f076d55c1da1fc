import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { takeLock } from './processes/lock-file.js';
import type { LockFile } from './processes/lock-file.js';
import { StandaloneError, systemErrorCode } from './standalone.errors.js';

/** Where the standalone keeps what outlives a start. */
export interface DataDirectory {
  readonly root: string;
  readonly secrets: string;
  readonly logs: string;
  readonly postgres: string;
  readonly redis: string;
  /** The stand-ins' own: what record systems would keep. */
  readonly sandbox: string;
  /** Programs that had to be fetched; can be removed at any time. */
  readonly cache: string;
  /** Ports that are kept over restarts. */
  readonly ports: string;
  /** `standalone.json`, what scripts read. */
  readonly description: string;
}

/**
 * Makes the directory and takes it for this process. Others may pass through it, since PostgreSQL runs under
 * another account when root starts it; what is in it is each closed by itself.
 * @throws {StandaloneError} `data-directory-in-use`, `data-directory-unusable`
 */
export async function takeDataDirectory(path: string): Promise<{ data: DataDirectory; lock: LockFile }> {
  const root = resolve(path);
  const data: DataDirectory = {
    root,
    secrets: join(root, 'secrets'),
    logs: join(root, 'logs'),
    postgres: join(root, 'postgres'),
    redis: join(root, 'redis'),
    sandbox: join(root, 'sandbox'),
    cache: join(root, 'cache'),
    ports: join(root, 'ports.json'),
    description: join(root, 'standalone.json'),
  };
  try {
    await mkdir(root, { recursive: true, mode: 0o711 });
    const lock = takeLock(join(root, 'standalone.lock'), `The data directory ${root}`);
    for (const directory of [data.secrets, data.logs, data.sandbox]) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
    }
    return { data, lock };
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(systemErrorCode(error) ?? '')) {
      throw error;
    }
    throw new StandaloneError(
      'data-directory-unusable',
      `The data directory ${root} cannot be written by this user; run as its owner, or set KUITTAUS_DATA_DIR to another directory.`,
      { cause: error },
    );
  }
}
