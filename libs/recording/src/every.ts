/** Runs rounds one after the other, with a pause after each, until it is stopped. */
export class Every {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;

  /** @param round handles its own faults: one that it throws ends the process */
  constructor(
    private readonly pauseMs: number,
    private readonly round: () => Promise<void>,
  ) {
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
      await this.round();
      await pause(this.pauseMs, signal);
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
