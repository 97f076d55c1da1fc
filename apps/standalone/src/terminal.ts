/** Writes short lines with the time since the start, so that a reader sees where it takes long. */
export class Terminal {
  private readonly startedAt: number;

  constructor(
    private readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stdout,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedAt = now();
  }

  readonly say = (message: string): void => {
    const seconds = ((this.now() - this.startedAt) / 1000).toFixed(1);
    const mark = `${seconds} s`.padStart(9);
    const shown = this.out.isTTY ? `\u001b[2m${mark}\u001b[22m` : mark;
    this.out.write(`${shown}  ${message}\n`);
  };

  /** Lines without a time, set off from what came before. */
  readonly show = (lines: readonly string[]): void => {
    this.out.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`);
  };
}
