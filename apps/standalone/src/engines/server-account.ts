import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import type { Account } from '../processes/logged-process.js';
import { StandaloneError } from '../standalone.errors.js';

const ACCOUNT_NAME = 'nobody';

/**
 * PostgreSQL refuses to run as root.
 * @returns the account that it runs as instead; undefined when this process is not root
 * @throws {StandaloneError} `no-server-account`
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function idOf(which: '-u' | '-g'): number {
  try {
    return Number(execFileSync('id', [which, ACCOUNT_NAME], { encoding: 'utf8' }));
  } catch (error) {
    throw new StandaloneError(
      'no-server-account',
      `PostgreSQL cannot run as root, and this machine has no account '${ACCOUNT_NAME}'; run as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Asked of the system itself, since access lists and mount options count as well as the mode does. */
export function canEnter(directory: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...account, cwd: '/' }).status === 0;
}

/** Makes a directory that the server's account can pass through, whatever the umask of root is. */
export async function makePassable(directory: string): Promise<void> {
  const made = await mkdir(directory, { recursive: true });
  if (made !== undefined) await chmod(directory, 0o711);
}
