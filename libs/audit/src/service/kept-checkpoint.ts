import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { verifyCheckpoint } from '../note/checkpoint.js';
import type { Checkpoint } from '../note/checkpoint.js';
import type { VerifierKey } from '../note/keys.js';

/** What was signed last is there and cannot be read: to go on without it would be to forget. */
export class KeptCheckpointUnreadable extends Error {
  readonly code = 'kept-checkpoint-unreadable';
  constructor() {
    super('the checkpoint that was signed last cannot be read, or is under no known key');
    this.name = 'KeptCheckpointUnreadable';
  }
}

/**
 * The newest checkpoint that this process signed, in a file of its own. It is on the disk before anybody gets the
 * signature; read and written without a pause between, so no two requests are judged on the same one.
 */
export class KeptCheckpoint {
  private kept: Checkpoint | undefined;

  /** @throws KeptCheckpointUnreadable */
  constructor(
    private readonly file: string,
    keys: readonly VerifierKey[],
  ) {
    const note = contentOf(file);
    this.kept = note === undefined ? undefined : verifyCheckpoint(note, keys);
    if (note !== undefined && this.kept === undefined) throw new KeptCheckpointUnreadable();
  }

  get newest(): Checkpoint | undefined {
    return this.kept;
  }

  /** @throws when it cannot be made durable; the one before then stands */
  keep(checkpoint: Checkpoint, note: string): void {
    writeDurably(`${this.file}.new`, note);
    renameSync(`${this.file}.new`, this.file);
    syncFolder(path.dirname(this.file));
    this.kept = checkpoint;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

const isAbsent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The new name, too, has to be on the disk. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
