import { readFile, stat } from 'node:fs/promises';
import { childEnvironment } from '#configuration';
import type { Variables } from '#configuration';
import { lastLines } from '../../../apps/standalone/src/processes/log-file.js';
import { LoggedProcess } from '../../../apps/standalone/src/processes/logged-process.js';
import { waitUntil } from '../../e2e/house/wait-until.js';

/** An end of a process that nobody asked for. */
export interface SelfEnd {
  readonly service: string;
  readonly at: Date;
  /** `exit code 1`. */
  readonly how: string;
  /** What this very process wrote last; the log itself goes with the rig. */
  readonly lastLines: readonly string[];
}

export interface ServiceOptions {
  /** Of this replica: `lifecare-2`. */
  readonly name: string;
  /** Whose program it runs. */
  readonly app: string;
  /** Where `dist` is, at first: a test build has its own. */
  readonly root: string;
  readonly variables: Variables;
  readonly logFile: string;
  readonly readyUrls: readonly string[];
}

const WATCH_PARENT = 'dist/apps/standalone/src/processes/end-with-parent.js';
const START_LIMIT_MS = 120_000;
const STOP_GRACE_MS = 10_000;
const RESTART_PAUSE_MS = 300;
const KEPT_LINES = 12;

/** One replica of a service, started again whenever it ends, as a supervisor would. */
export class Service {
  private process: LoggedProcess | undefined;
  private launching: Promise<void> = Promise.resolve();
  private relaunch: NodeJS.Timeout | undefined;
  private isWanted = false;
  private isKilled = false;
  private next: Variables = {};
  private root: string;
  readonly ends: SelfEnd[] = [];
  /** How often it was seen to die of a signal, its own included. */
  deaths = 0;

  constructor(private readonly options: ServiceOptions) {
    this.root = options.root;
  }

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
    this.launch();
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
    // What is just being launched is to die too.
    await this.launching;
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
    await this.launching;
    this.thaw();
    await this.process?.end([{ signal: 'SIGTERM', graceMs: STOP_GRACE_MS }]);
  }

  /** SIGTERM alone: it has to end by itself, and stays down until {@link start}. @returns how it ended */
  async terminate(): Promise<string> {
    this.isWanted = false;
    await this.launching;
    const ending = this.process;
    this.signal('SIGTERM');
    return (await ending?.exited) ?? 'was not running';
  }

  /** Ends it in the orderly way, and starts another build in its place; see {@link whenReady}. */
  async changeTo(root: string): Promise<void> {
    await this.terminate();
    this.root = root;
    this.isWanted = true;
    this.launch();
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.process?.running === true && this.pid !== undefined) process.kill(this.pid, signal);
  }

  private launch(): void {
    clearTimeout(this.relaunch);
    this.launching = this.launching.then(() => this.spawn());
  }

  private async spawn(): Promise<void> {
    // Two of one name would fight for its port.
    if (!this.isWanted || this.process?.running === true) return;
    const { root } = this;
    const { app, variables, logFile } = this.options;
    const writtenBefore = await sizeOf(logFile);
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
    void started.exited.then((end) => this.ended(end, writtenBefore));
  }

  private async ended(how: string, writtenBefore: number): Promise<void> {
    if (how.includes('SIGKILL')) this.deaths += 1;
    if (!this.isWanted) return;
    if (!this.isKilled && !how.includes('SIGKILL')) {
      const at = new Date();
      const own = await tailOf(this.options.logFile, writtenBefore).catch(() => []);
      this.ends.push({ service: this.name, at, how, lastLines: own });
    }
    this.relaunch = setTimeout(
      () => {
        if (this.isWanted) this.launch();
      },
      this.isKilled ? 0 : RESTART_PAUSE_MS,
    );
  }
}

const sizeOf = async (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** @returns the last lines of what came after the first bytes; a log that was begun anew is all of it */
async function tailOf(path: string, after: number): Promise<string[]> {
  const log = await readFile(path);
  const own = log.length < after ? log : log.subarray(after);
  return own.toString('utf8').split('\n').filter(Boolean).slice(-KEPT_LINES);
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  await response.arrayBuffer();
  return response.status;
}
