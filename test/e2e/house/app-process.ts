import { resolve } from 'node:path';
import { childEnvironment } from '#configuration';
import type { AutomaticSystem } from '#domain';
import type { Variables } from '#configuration';
import { lastLines } from '../../../apps/standalone/src/processes/log-file.js';
import { LoggedProcess } from '../../../apps/standalone/src/processes/logged-process.js';
import { waitUntil } from './wait-until.js';

export type AppName = 'sandbox' | 'gateway' | 'dispatcher' | AutomaticSystem;

export interface AppOptions {
  readonly name: AppName;
  readonly variables: Variables;
  readonly logFile: string;
  /** Each answers 200 once the app is ready. */
  readonly readyUrls: readonly string[];
}

const WATCH_PARENT = 'dist/apps/standalone/src/processes/end-with-parent.js';
const START_LIMIT_MS = 60_000;
const STOP_GRACE_MS = 8_000;
const FAILED_START_PAUSE_MS = 500;

/** One app as a child process, started again at once when it ends, as a supervisor would. */
export class AppProcess {
  private process: LoggedProcess | undefined;
  private isWanted = false;
  private isKilled = false;
  /** Ends that no test asked for. */
  private readonly crashes: string[] = [];

  constructor(private readonly options: AppOptions) {}

  async start(): Promise<void> {
    this.isWanted = true;
    await this.launch();
    await this.whenReady();
  }

  async whenReady(): Promise<void> {
    const { name, readyUrls, logFile } = this.options;
    try {
      await waitUntil(
        `${name} is ready`,
        () => Promise.all(readyUrls.map(statusOf)),
        (statuses) => statuses.every((status) => status === 200),
        { withinMs: START_LIMIT_MS },
      );
    } catch (late) {
      throw new Error(`${name} does not start; its log ends:\n${(await lastLines(logFile, 15)).join('\n')}`, {
        cause: late,
      });
    }
  }

  /** Ends it with kill -9 and lets the supervisor start it again. @returns once it is dead */
  async kill(): Promise<void> {
    this.isKilled = true;
    const dying = this.process;
    dying?.kill();
    await dying?.exited;
  }

  /** Stops it in the middle of whatever it does; what is sent to it waits in the kernel. */
  freeze(): void {
    if (this.process?.pid !== undefined) process.kill(this.process.pid, 'SIGSTOP');
  }

  thaw(): void {
    if (this.process?.pid !== undefined) process.kill(this.process.pid, 'SIGCONT');
  }

  /** Kills it, and it stays down until {@link start}. */
  async takeDown(): Promise<void> {
    this.isWanted = false;
    await this.kill();
  }

  /** Ends it in the orderly way. @returns every end before that no test asked for */
  async stop(): Promise<readonly string[]> {
    this.isWanted = false;
    await this.process?.end([{ signal: 'SIGTERM', graceMs: STOP_GRACE_MS }]);
    return this.crashes;
  }

  private async launch(): Promise<void> {
    const { name, variables, logFile } = this.options;
    const started = await LoggedProcess.start({
      command: process.execPath,
      args: ['--require', resolve(WATCH_PARENT), `dist/apps/${name}/src/main.js`],
      logFile,
      env: childEnvironment(variables),
      channel: true,
    });
    this.isKilled = false;
    this.process = started;
    const startedAt = performance.now();
    void started.exited.then((end) => this.ended(end, performance.now() - startedAt));
  }

  private ended(end: string, afterMs: number): void {
    if (!this.isWanted) return;
    if (!this.isKilled) this.crashes.push(`${this.options.name}: ${end} after ${Math.round(afterMs)} ms`);
    const pauseMs = this.isKilled ? 0 : FAILED_START_PAUSE_MS;
    setTimeout(() => {
      if (this.isWanted) void this.launch();
    }, pauseMs);
  }
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  await response.arrayBuffer();
  return response.status;
}
