import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Patch } from './bug.js';

/** A patch does not fit the build any more: the product was changed where the bug was to be. */
export class PatchDoesNotFit extends Error {
  constructor({ file, search }: Patch, count: number) {
    super(`${file} has ${String(count)} times, not once: ${search}`);
    this.name = 'PatchDoesNotFit';
  }
}

/** @returns the text of the built file with the bug in it. @throws PatchDoesNotFit */
export function planted(text: string, patch: Patch): string {
  const parts = text.split(patch.search);
  if (parts.length !== 2) throw new PatchDoesNotFit(patch, parts.length - 1);
  return parts.join(patch.replace);
}

/** Makes a copy of the build with the patches in it; the tree itself is never touched. @returns its root */
export async function makeTestBuild(patches: readonly Patch[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'kuittaus-planted-'));
  const others = (await readdir('.')).filter((name) => name !== 'dist' && name !== 'package.json');
  await Promise.all([
    cp('dist', join(root, 'dist'), { recursive: true }),
    // Not a link: `#name` leads to the build beside it.
    cp('package.json', join(root, 'package.json')),
    ...others.map((name) => symlink(resolve(name), join(root, name))),
  ]);
  for (const patch of patches) {
    const path = join(root, 'dist', patch.file);
    await writeFile(path, planted(await readFile(path, 'utf8'), patch));
  }
  return root;
}

export const removeTestBuild = (root: string): Promise<void> => rm(root, { recursive: true, force: true });
