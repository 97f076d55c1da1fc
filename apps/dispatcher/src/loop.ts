import type { Logger } from '#observability';

export interface LoopOptions {
  /** Names the loop's log events. */
  readonly name: string;
  /** Pause after a round that found nothing more to do, or that failed. */
  readonly everyMs: number;
  /** One round. @returns true when there is more to do at once */
  readonly round: () => Promise<boolean>;
  readonly log: Logger;
}

/** Starts a loop of the dispatcher's. */
export type StartLoop = (name: string, everyMs: number, round: () => Promise<boolean>) => Loop;

/** Runs rounds one after the other until it is stopped; a round that fails is counted and tried again. */
export class Loop {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;

  constructor(private readonly options: LoopOptions) {
    this.done = this.run();
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const more = await this.oneRound();
      if (!more) await pause(this.options.everyMs, signal);
    }
  }

  private async oneRound(): Promise<boolean> {
    try {
      return await this.options.round();
    } catch (error) {
      this.options.log.warn(`${this.options.name}.failed`, { error });
      return false;
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
