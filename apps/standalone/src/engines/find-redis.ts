import { readFile } from 'node:fs/promises';
import { StandaloneError } from '../standalone.errors.js';
import { redisFromDebian } from './redis-from-debian.js';
import { runs } from './redis-program.js';
import type { RedisProgram, RedisProgramOptions } from './redis-program.js';
import { findProgram } from './run-program.js';

const NAMES = ['redis-server', 'valkey-server'];

/**
 * Finds a Redis or Valkey on PATH; on Debian and Ubuntu it is else taken from their packages, without
 * installing them.
 * @throws {StandaloneError} `redis-not-found`, with the command that installs one
 */
export async function findRedis({ cacheDir, path, say }: RedisProgramOptions): Promise<RedisProgram> {
  for (const name of NAMES) {
    const command = await findProgram(name, path);
    if (command !== undefined && runs({ command })) return { command };
  }
  try {
    const program = await redisFromDebian({ cacheDir, path, say });
    if (program && runs(program)) return program;
  } catch (error) {
    throw await notFound(error);
  }
  throw await notFound();
}

async function notFound(cause?: unknown): Promise<StandaloneError> {
  return new StandaloneError(
    'redis-not-found',
    `No Redis or Valkey server was found. Install one (${await installCommand()}), or set REDIS_URL.`,
    { cause },
  );
}

/** By the names that /etc/os-release gives the distribution and what it is like. */
const INSTALL_COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/debian|ubuntu/, 'sudo apt-get install redis-server'],
  [/fedora|rhel|centos/, 'sudo dnf install valkey'],
  [/suse/, 'sudo zypper install redis'],
  [/alpine/, 'sudo apk add redis'],
  [/arch/, 'sudo pacman -S valkey'],
];

async function installCommand(): Promise<string> {
  if (process.platform === 'darwin') return 'brew install redis';
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const kinds = release
    .split('\n')
    .filter((line) => /^ID(_LIKE)?=/.test(line))
    .join(' ');
  return (
    INSTALL_COMMANDS.find(([kind]) => kind.test(kinds))?.[1] ?? 'with the package manager of this machine'
  );
}
