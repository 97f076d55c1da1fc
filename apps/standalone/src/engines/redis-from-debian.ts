import { access, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../standalone.errors.js';
import type { RedisProgram, RedisProgramOptions } from './redis-program.js';
import { findProgram, runProgram } from './run-program.js';

/** The server's program lies in the tools' package; the package `redis-server` only links to it. */
const SERVER_PACKAGE = 'redis-tools';
const SERVER_PROGRAM = 'usr/bin/redis-check-rdb';
/** What a slim image lacks on all releases; the rest is asked of apt. */
const LIBRARY_PACKAGES = ['libjemalloc2', 'liblzf1', 'libatomic1'];
/** A machine without network must not wait for apt's two minutes a source. */
const IMPATIENT = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15'];

interface Tools {
  readonly apt: string;
  readonly dpkg: string;
}

/**
 * Takes Redis from the packages of Debian or Ubuntu into the cache, as any user and without installing.
 * @returns undefined on a machine without apt and dpkg; rejects when the packages cannot be had
 */
export async function redisFromDebian(options: RedisProgramOptions): Promise<RedisProgram | undefined> {
  const home = join(options.cacheDir, 'redis');
  if (await isThere(home)) return programIn(home);

  const apt = await findProgram('apt-get', options.path);
  const dpkg = await findProgram('dpkg', options.path);
  if (apt === undefined || dpkg === undefined) return undefined;

  options.say('No Redis on PATH: taking it from the packages of this machine, without installing them');
  const draft = `${home}.${process.pid}`;
  try {
    await mkdir(draft, { recursive: true });
    await fetchInto(draft, { apt, dpkg });
    await rename(join(draft, 'root'), home);
  } catch (error) {
    // Another start may have been quicker with the same cache.
    if (!['EEXIST', 'ENOTEMPTY'].includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return programIn(home);
}

async function fetchInto(draft: string, { apt, dpkg }: Tools): Promise<void> {
  const downloads = join(draft, 'downloads');
  await mkdir(downloads);
  try {
    await download(apt, IMPATIENT, downloads);
  } catch {
    // The machine's package lists are missing or too old; lists of our own need no root.
    const own = [...IMPATIENT, ...(await ownLists(draft))];
    await runProgram(apt, [...own, 'update']);
    await download(apt, own, downloads);
  }
  const root = join(draft, 'root');
  for (const file of await readdir(downloads)) await runProgram(dpkg, ['-x', join(downloads, file), root]);
  await symlink(SERVER_PROGRAM, join(root, 'redis-server'));
}

async function ownLists(draft: string): Promise<string[]> {
  const lists = join(draft, 'lists');
  const cache = join(draft, 'cache');
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  return ['-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${cache}`, '-o', 'APT::Sandbox::User=root'];
}

async function download(apt: string, options: readonly string[], into: string): Promise<void> {
  const plan = await runProgram(apt, [
    ...options,
    '--simulate',
    '--no-install-recommends',
    'install',
    SERVER_PACKAGE,
  ]);
  const missing = [...plan.matchAll(/^Inst (lib\S+)/gm)].map((match) => match[1] ?? '');
  const packages = [...new Set([SERVER_PACKAGE, ...LIBRARY_PACKAGES, ...missing])];
  await runProgram(apt, [...options, 'download', ...packages], into);
}

async function programIn(home: string): Promise<RedisProgram> {
  return { command: join(home, 'redis-server'), libraryPath: (await libraryDirectories(home)).join(':') };
}

/** Each release chooses between /lib and /usr/lib, each machine has its own triplet. */
async function libraryDirectories(home: string): Promise<string[]> {
  const found: string[] = [];
  for (const parent of [join(home, 'usr/lib'), join(home, 'lib')]) {
    const names = await readdir(parent).catch(() => []);
    found.push(...names.filter((name) => name.includes('-linux-gnu')).map((name) => join(parent, name)));
  }
  return found;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
