import { readFile, realpath, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart, workingDirectoryOf } from '../processes/process-identity.js';
import { systemErrorCode } from '../standalone.errors.js';
import type { Say } from './engine.js';

const POLL_MS = 25;
const GRACE_MS = 30_000;

export interface Leftover {
  readonly name: string;
  /** File whose first line is the process id that the engine wrote. */
  readonly pidFile: string;
  /** The directory that the engine works in, which no other process does. */
  readonly directory: string;
  readonly signal: NodeJS.Signals;
}

/**
 * Ends an engine that outlived a standalone killed outright. It is ended rather than used on: its settings
 * and its log belong to a start that is over. A process that only got the old id by chance is left alone,
 * and the file that names it removed, since the engine would refuse to start beside it.
 */
export async function endLeftover({ name, pidFile, directory, signal }: Leftover, say: Say): Promise<void> {
  const pid = await pidIn(pidFile);
  if (pid === undefined) return;
  if (await worksIn(pid, directory)) {
    say(`Ending the ${name} of an earlier start (process ${pid})`);
    process.kill(pid, signal);
    if (!(await hasEnded(pid, GRACE_MS))) process.kill(pid, 'SIGKILL');
    await hasEnded(pid, GRACE_MS);
  }
  await rm(pidFile, { force: true });
}

async function pidIn(pidFile: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function worksIn(pid: number, directory: string): Promise<boolean> {
  return workingDirectoryOf(pid) === (await realpath(directory));
}

async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (processStart(pid) !== undefined) {
    if (Date.now() > until) return false;
    await delay(POLL_MS);
  }
  return true;
}
