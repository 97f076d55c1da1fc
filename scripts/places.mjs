import { fileURLToPath } from 'node:url';

/** The repository's root: every command works from there, wherever it was called. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
