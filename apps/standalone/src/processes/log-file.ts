import { open, readFile, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { systemErrorCode } from '../standalone.errors.js';

const MAX_BYTES = 10 * 1024 * 1024;

/** Opens a log for appending; one over 10 MB is moved to `<path>.1` first. */
export async function openLog(path: string): Promise<FileHandle> {
  if ((await sizeOf(path)) > MAX_BYTES) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/** @returns the last lines of a log, oldest first; none when there is no log yet */
export async function lastLines(path: string, count: number): Promise<string[]> {
  try {
    const text = await readFile(path, 'utf8');
    return text.split('\n').filter(Boolean).slice(-count);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
