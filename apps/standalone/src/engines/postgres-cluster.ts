import { execFile } from 'node:child_process';
import { access, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StandaloneError } from '../standalone.errors.js';
import { keepPassword } from './password-file.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { makePrivate } from './postgres-place.js';
import type { PostgresPlace } from './postgres-place.js';

const run = promisify(execFile);

/** The only account of the server, and the name of the database. */
export const DATABASE_NAME = 'kuittaus';

/**
 * Makes the cluster at the first start. It is made under another name first: a start that is cut short leaves
 * no half made cluster behind.
 * @returns the password
 * @throws {StandaloneError} `postgres-other-version`, `postgres-cluster-lost`, `postgres-not-started`
 */
export async function keepCluster(
  dataDir: string,
  place: PostgresPlace,
  binaries: PostgresBinaries,
): Promise<string> {
  const passwordFile = join(dataDir, 'password');
  if (await isThere(join(place.cluster, 'PG_VERSION'))) {
    await checkVersion(place.cluster, binaries.major);
    if (!(await isThere(passwordFile))) throw passwordLost(passwordFile);
    return keepPassword(passwordFile);
  }
  const password = await keepPassword(passwordFile);
  await makeCluster(place, binaries, password);
  return password;
}

async function makeCluster(
  place: PostgresPlace,
  binaries: PostgresBinaries,
  password: string,
): Promise<void> {
  const { account } = place;
  const draft = `${place.cluster}.new`;
  const passwordCopy = join(place.directory, 'initial-password');
  await rm(draft, { recursive: true, force: true });
  await makePrivate(draft, account);
  await writeFile(passwordCopy, password, { mode: 0o600 });
  try {
    if (account) await chown(passwordCopy, account.uid, account.gid);
    await run(binaries.initdb, initialisation(draft, passwordCopy), {
      ...account,
      cwd: draft,
      env: { LC_ALL: 'C' },
    });
  } catch (error) {
    throw new StandaloneError('postgres-not-started', `The database cluster cannot be made in ${draft}.`, {
      cause: error,
    });
  } finally {
    await rm(passwordCopy, { force: true });
  }
  await rename(draft, place.cluster);
}

/** The built-in provider sorts and folds the same on every machine and C library. */
const initialisation = (directory: string, passwordFile: string): string[] => [
  `--pgdata=${directory}`,
  `--username=${DATABASE_NAME}`,
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
];

async function checkVersion(cluster: string, major: string): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (found === major) return;
  throw new StandaloneError(
    'postgres-other-version',
    `The database in ${cluster} is of PostgreSQL ${found}, this program brings PostgreSQL ${major}. Move the data with pg_dump of version ${found}, or set KUITTAUS_DATA_DIR to another directory.`,
  );
}

const passwordLost = (passwordFile: string): StandaloneError =>
  new StandaloneError(
    'postgres-cluster-lost',
    `The database is there, but its password file ${passwordFile} is not. Bring it back, or remove the data directory to start empty.`,
  );

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
