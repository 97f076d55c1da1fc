import { spawnSync } from 'node:child_process';
import type { Say } from './engine.js';

/** A server program, and the directories of its libraries where the system's own do not do. */
export interface RedisProgram {
  readonly command: string;
  readonly libraryPath?: string;
}

export interface RedisProgramOptions {
  readonly cacheDir: string;
  readonly path: string | undefined;
  readonly say: Say;
}

export const environmentOf = ({ libraryPath }: RedisProgram): NodeJS.ProcessEnv => ({
  LC_ALL: 'C',
  ...(libraryPath !== undefined && { LD_LIBRARY_PATH: libraryPath }),
});

export const runs = (program: RedisProgram): boolean =>
  spawnSync(program.command, ['--version'], { env: environmentOf(program) }).status === 0;
