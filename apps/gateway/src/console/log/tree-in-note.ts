import { parseCheckpoint } from '#audit';
import type { Checkpoint } from '#audit';

/** The tree that a signed note speaks of, whoever signed it. @returns undefined for what is no checkpoint */
export const treeIn = (note: string): Checkpoint | undefined =>
  parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
