import { setTimeout as delay } from 'node:timers/promises';

/** Something that runs until it ends, is stopped or is killed. */
export interface Running {
  /** How it ended, in words; never rejects. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
  kill(): void;
}

export interface SupervisedOptions<T extends Running> {
  readonly name: string;
  readonly start: () => Promise<T>;
  readonly say: (message: string) => void;
  /** What its log says last, to be told when it ended by itself. */
  readonly lastWords?: () => Promise<string>;
  readonly clock?: Clock;
}

/** Given from outside in tests. */
export interface Clock {
  now(): number;
  /** Resolves after the time, or as soon as the signal is given. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** What ran this long is taken to have been well: the next end counts as a first one. */
const WELL_AFTER_MS = 10_000;

const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};

/** Keeps one process running: starts it again whenever it ends by itself, and never gives up. */
export class SupervisedProcess<T extends Running = Running> {
  private readonly stopped = new AbortController();
  private readonly clock: Clock;
  private current: T | undefined;
  private starting: Promise<T> | undefined;
  private loop: Promise<void> = Promise.resolve();
  private delayMs = FIRST_DELAY_MS;

  constructor(private readonly options: SupervisedOptions<T>) {
    this.clock = options.clock ?? systemClock;
  }

  /** The first start; rejects when that fails, later ones are tried again. */
  async start(): Promise<T> {
    const running = await this.launch();
    if (!this.stopped.signal.aborted) this.loop = this.keepRunning(running);
    return running;
  }

  /** Ends it for good, also while it is only starting. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.starting?.catch(() => undefined);
    await this.current?.stop();
    await this.loop;
  }

  /** Ends it at once. */
  kill(): void {
    this.stopped.abort();
    this.current?.kill();
  }

  private async launch(): Promise<T> {
    this.stopped.signal.throwIfAborted();
    this.starting = this.options.start().then((running) => (this.current = running));
    return this.starting;
  }

  private async keepRunning(first: T): Promise<void> {
    let running: T | undefined = first;
    while (running) {
      const startedAt = this.clock.now();
      const end = await running.exited;
      if (this.isStopped()) return;
      if (this.clock.now() - startedAt >= WELL_AFTER_MS) this.delayMs = FIRST_DELAY_MS;
      running = await this.startAgain(`ended by itself (${end})`);
    }
  }

  /** @returns undefined when it was stopped in the meantime */
  private async startAgain(reason: string): Promise<T | undefined> {
    for (let why = reason; !this.isStopped(); why = 'did not start') {
      const words = (await this.options.lastWords?.()) ?? '';
      const seconds = this.delayMs / 1000;
      this.options.say(
        `${this.options.name} ${why}${words && `: ${words}`}; starting it again in ${seconds} s`,
      );
      await this.clock.wait(this.delayMs, this.stopped.signal);
      this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
      if (this.isStopped()) return undefined;
      const running = await this.launch().catch(() => undefined);
      if (running) return running;
    }
    return undefined;
  }

  private isStopped(): boolean {
    return this.stopped.signal.aborted;
  }
}
