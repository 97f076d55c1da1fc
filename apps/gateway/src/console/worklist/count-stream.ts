import type { WorklistCount } from '#ledger';

/** What one open stream asks and where it writes. */
export interface CountStreamOptions {
  /** Undefined while the ledger does not answer. */
  readonly count: () => Promise<WorklistCount | undefined>;
  readonly isSignedIn: () => Promise<boolean>;
  readonly write: (text: string) => void;
  readonly end: () => void;
}

/** Tells one page how much there is to do (server-sent events): at once, and then whenever it has changed. */
export class CountStream {
  private told = '';
  private isBusy = false;
  private isOver = false;

  constructor(private readonly options: CountStreamOptions) {}

  /** One look; something is written in any case, so that nobody between takes the connection for dead. */
  async look(): Promise<void> {
    if (this.isBusy || this.isOver) return;
    this.isBusy = true;
    try {
      if (await this.options.isSignedIn()) await this.tell();
      else this.close();
    } finally {
      this.isBusy = false;
    }
  }

  /** The page is told that there is nothing more to come: it does not ask again. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.write('event: over\ndata: {}\n\n');
    this.options.end();
  }

  /** The page went away. */
  forget(): void {
    this.isOver = true;
  }

  private async tell(): Promise<void> {
    const count = await this.options.count();
    if (this.isOver) return;
    const now = count === undefined ? this.told : JSON.stringify(count);
    this.options.write(now === this.told ? ': still here\n\n' : `event: count\ndata: ${now}\n\n`);
    this.told = now;
  }
}
