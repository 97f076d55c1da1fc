import { randomUUID } from 'node:crypto';
import { chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../processes/logged-process.js';
import { StandaloneError, systemErrorCode } from '../standalone.errors.js';
import type { Say } from './engine.js';
import { canEnter, makePassable, serverAccount } from './server-account.js';

/** Survives a restart of the machine; only root ever needs it. */
const MACHINE_DIRECTORY = '/var/lib/kuittaus';
const NOTE = 'cluster-is-at';

export interface PostgresPlace {
  /** Holds the cluster; the server's account can enter it. */
  readonly directory: string;
  readonly cluster: string;
  /** Where a copy of the programs may go. */
  readonly programs: string;
  /** Undefined: the server runs as whoever runs this process. */
  readonly account: Account | undefined;
}

/**
 * Chooses where the cluster lives: in the data directory, or, when root keeps that where the server's account
 * cannot go (a clone below /root), in a directory of its own below /var/lib, which a note in the data
 * directory names. The name is random, so that a removed data directory leaves no cluster to be found again.
 * @throws {StandaloneError} `postgres-cluster-lost` when the note leads nowhere
 */
export async function choosePlace(dataDir: string, say: Say): Promise<PostgresPlace> {
  const account = serverAccount();
  if (!account) return placeIn(dataDir, dataDir, undefined);
  const noted = await readNote(join(dataDir, NOTE));
  if (noted !== undefined) return placeIn(noted, MACHINE_DIRECTORY, account);
  if (canEnter(dataDir, account)) return placeIn(dataDir, MACHINE_DIRECTORY, account);

  const directory = join(MACHINE_DIRECTORY, `cluster-${randomUUID()}`);
  await makePassable(MACHINE_DIRECTORY);
  await makePassable(directory);
  await writeNote(join(dataDir, NOTE), directory);
  say(
    `The database lies in ${directory}: PostgreSQL does not run as root, and no other account can enter ${dataDir}`,
  );
  return placeIn(directory, MACHINE_DIRECTORY, account);
}

async function placeIn(
  directory: string,
  programs: string,
  account: Account | undefined,
): Promise<PostgresPlace> {
  const cluster = join(directory, 'cluster');
  return { directory, cluster, programs, account: account && ((await ownerOf(cluster)) ?? account) };
}

/** A cluster that an ordinary user made stays that user's, also when root starts it. */
async function ownerOf(cluster: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readNote(path: string): Promise<string | undefined> {
  const directory = await readIfThere(path);
  if (directory === undefined) return undefined;
  try {
    await stat(directory);
    return directory;
  } catch (error) {
    throw new StandaloneError(
      'postgres-cluster-lost',
      `${path} says that the database lies in ${directory}, but it is not there. Bring it back, or remove the data directory to start empty.`,
      { cause: error },
    );
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeNote(path: string, directory: string): Promise<void> {
  await writeFile(`${path}.new`, `${directory}\n`);
  await rename(`${path}.new`, path);
}

/** Makes a directory that only the server's account can enter. */
export async function makePrivate(directory: string, account: Account | undefined): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
}
