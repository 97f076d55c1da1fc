import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { StandaloneError, systemErrorCode } from '../standalone.errors.js';
import { processStart } from './process-identity.js';

export interface LockFile {
  release(): void;
}

const MAX_TRIES = 20;

/**
 * Takes the directory that `path` lies in for this process. A lock whose process is gone counts for nothing.
 * @param what what is locked, for the message
 * @throws {StandaloneError} `data-directory-in-use` when a living process holds it
 */
export function takeLock(path: string, what: string): LockFile {
  const mine = `${process.pid} ${processStart(process.pid) ?? ''}\n`;
  const draft = `${path}.${process.pid}`;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    writeFileSync(draft, mine, { mode: 0o600 });
    // A link of a finished file: nobody ever reads a half written lock.
    if (linked(draft, path)) return { release: () => removeIfStill(path, mine) };
    const theirs = contentOf(path);
    if (theirs !== undefined && isHeld(theirs)) {
      throw new StandaloneError(
        'data-directory-in-use',
        `${what} is in use by process ${parseInt(theirs, 10)}; stop it first, or set KUITTAUS_DATA_DIR to another directory.`,
      );
    }
    if (theirs !== undefined) removeIfStill(path, theirs);
  }
  throw new StandaloneError('data-directory-in-use', `${what} is being taken by another process; try again.`);
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isHeld(content: string): boolean {
  const [pid, start] = content.trim().split(/ (.*)/, 2);
  const running = processStart(Number(pid));
  return running !== undefined && running === start;
}

/** Moves the lock aside before it is looked at, so that a lock taken in between is put back, not lost. */
function removeIfStill(path: string, content: string): void {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (contentOf(aside) === content) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
