import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openLog } from './log-file.js';

/** The account that a process runs as; only root can choose another than its own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface LoggedProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Takes standard output and standard error. */
  readonly logFile: string;
  /** The whole environment; that of this process when left out. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly account?: Account | undefined;
  /** Opens a channel by which a Node.js child sees that this process is gone (`end-with-parent.ts`). */
  readonly channel?: boolean;
}

/** One step of ending a process: the signal, and how long it has until the next step. */
export interface EndStep {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/**
 * A child process that writes to a log file. It leads a process group of its own: Ctrl-C in the terminal
 * reaches only the standalone, which then ends its children in the right order.
 */
export class LoggedProcess {
  /** How it ended, in words; never rejects. */
  readonly exited: Promise<string>;
  private ended = false;

  private constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    void this.exited.then(() => (this.ended = true));
  }

  static async start(options: LoggedProcessOptions): Promise<LoggedProcess> {
    const log = await openLog(options.logFile);
    try {
      const child = spawn(options.command, options.args, {
        stdio: ['ignore', log.fd, log.fd, ...(options.channel ? (['ipc'] as const) : [])],
        detached: true,
        ...(options.env && { env: options.env }),
        ...(options.cwd !== undefined && { cwd: options.cwd }),
        ...options.account,
      });
      const process = new LoggedProcess(child);
      if (child.pid !== undefined) await once(child, 'spawn');
      return process;
    } finally {
      await log.close();
    }
  }

  get running(): boolean {
    return !this.ended;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(): void {
    if (this.running) this.child.kill('SIGKILL');
  }

  /** Goes through the steps until the process has ended, then, if need be, kills it. */
  async end(steps: readonly EndStep[]): Promise<void> {
    for (const { signal, graceMs } of steps) {
      if (!this.running) return;
      this.child.kill(signal);
      const stopWaiting = new AbortController();
      const options = { signal: stopWaiting.signal };
      await Promise.race([this.exited, delay(graceMs, undefined, options).catch(() => undefined)]);
      stopWaiting.abort();
    }
    this.kill();
    await this.exited;
  }
}
