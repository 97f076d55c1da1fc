import { readFileSync } from 'node:fs';

/** A file that the command line names cannot be read. */
export class UnreadableFile extends Error {
  readonly code = 'unreadable-file';
}

/** @throws UnreadableFile */
export function readNamedFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new UnreadableFile(`Tiedostoa ei voi lukea: ${file}`);
  }
}

/** @returns undefined for what is no JSON */
export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
