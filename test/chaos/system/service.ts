import { childEnvironment } from '#configuration';
import type { Variables } from '#configuration';
import { lastLines } from '../../../apps/standalone/src/processes/log-file.js';
import { LoggedProcess } from '../../../apps/standalone/src/processes/logged-process.js';
import { waitUntil } from '../../e2e/house/wait-until.js';

export interface ServiceOptions {
  /** Of this replica: `lifecare-2`. */
  readonly name: string;
  /** Whose program it runs. */
  readonly app: string;
  /** Where `dist` is: a test build of a planted bug has its own. */
  readonly root: string;
  readonly variables: Variables;
  readonly logFile: string;
  readonly readyUrls: readonly string[];
}

const WATCH_PARENT = 'dist/apps/standalone/src/processes/end-with-parent.js';
const START_LIMIT_MS = 120_000;
const STOP_GRACE_MS = 10_000;
const RESTART_PAUSE_MS = 300;

/** One replica of a service, started again whenever it ends, as a supervisor would. */
export class Service {
  private process: LoggedProcess | undefined;
  private isWanted = false;
  private isKilled = false;
  private next: Variables = {};
  /** Ends that nobody asked for, in words. */
  readonly ends: string[] = [];
  /** How often it was seen to die of a signal, its own included. */
  deaths = 0;

  constructor(private readonly options: ServiceOptions) {}

  get name(): string {
    return this.options.name;
  }

  get app(): string {
    return this.options.app;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  async start(): Promise<void> {
    if (this.isWanted) return;
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
        { withinMs: START_LIMIT_MS, everyMs: 50 },
      );
    } catch (late) {
      throw new Error(`${name} does not start; its log ends:\n${(await lastLines(logFile, 15)).join('\n')}`, {
        cause: late,
      });
    }
  }

  /** Kill -9; its supervisor starts it again. @param variables of its next life alone */
  async kill(variables: Variables = {}): Promise<void> {
    this.next = variables;
    this.isKilled = true;
    this.thaw();
    const dying = this.process;
    dying?.kill();
    await dying?.exited;
  }

  /** Kills it, and it stays down until {@link start}. */
  async takeDown(): Promise<void> {
    this.isWanted = false;
    await this.kill();
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  async stop(): Promise<void> {
    this.isWanted = false;
    this.thaw();
    await this.process?.end([{ signal: 'SIGTERM', graceMs: STOP_GRACE_MS }]);
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.process?.running === true && this.pid !== undefined) process.kill(this.pid, signal);
  }

  private async launch(): Promise<void> {
    const { app, variables, logFile, root } = this.options;
    const started = await LoggedProcess.start({
      command: process.execPath,
      args: ['--require', `${root}/${WATCH_PARENT}`, `${root}/dist/apps/${app}/src/main.js`],
      logFile,
      env: childEnvironment({ ...variables, ...this.next }),
      cwd: root,
      channel: true,
    });
    this.next = {};
    this.isKilled = false;
    this.process = started;
    void started.exited.then((end) => {
      this.ended(end);
    });
  }

  private ended(end: string): void {
    if (end.includes('SIGKILL')) this.deaths += 1;
    if (!this.isWanted) return;
    if (!this.isKilled && !end.includes('SIGKILL')) this.ends.push(`${this.name}: ${end}`);
    setTimeout(
      () => {
        if (this.isWanted) void this.launch();
      },
      this.isKilled ? 0 : RESTART_PAUSE_MS,
    );
  }
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  await response.arrayBuffer();
  return response.status;
}
