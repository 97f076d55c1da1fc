import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Process ids are used again after a crash or a reboot, so a remembered id alone proves nothing. Linux tells
 * by /proc (slim images have no `ps`), other systems by `ps` and `lsof`.
 */
const hasProc = process.platform === 'linux';

/** @returns a text that differs between two processes that had the same id; undefined when none runs */
export function processStart(pid: number): string | undefined {
  if (!hasProc) return answerOf('ps', ['-o', 'lstart=', '-p', String(pid)]);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name, may hold spaces and brackets. After it: state (3rd) ... start time (22nd).
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

/** @returns the directory that the process works in; undefined when it is gone or another user's */
export function workingDirectoryOf(pid: number): string | undefined {
  if (!hasProc) {
    const lines = answerOf('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn'])?.split('\n');
    return lines?.find((line) => line.startsWith('n'))?.slice(1);
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function answerOf(command: string, args: string[]): string | undefined {
  try {
    return (
      execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}
