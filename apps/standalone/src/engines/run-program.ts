import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Finds a program as a shell would.
 * @param path directories to look in, as in `PATH`; those of this process when left out
 * @returns its whole path; undefined when there is none
 */
export async function findProgram(name: string, path?: string): Promise<string | undefined> {
  try {
    const options = path === undefined ? {} : { env: { PATH: path } };
    const { stdout } = await execute('/bin/sh', ['-c', 'command -v "$0"', name], options);
    return stdout.trim() || undefined;
  } catch {
    // The shell says "not found" by its exit code.
    return undefined;
  }
}

/** @returns standard output; rejects when the program fails */
export async function runProgram(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await execute(program, args, {
    ...(cwd !== undefined && { cwd }),
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}
