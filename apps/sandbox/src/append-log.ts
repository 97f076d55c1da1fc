import { type FileHandle, mkdir, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file could not be written, then or before; the cause says why. */
export class LogUnusable extends Error {
  readonly code = 'log-unusable';

  constructor(cause: unknown) {
    super('The log cannot be written', { cause });
    this.name = 'LogUnusable';
  }
}

interface WaitingLine {
  readonly line: string;
  readonly written: () => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * An append-only file of JSON lines. What waits is written together and made durable by one fsync, so that many
 * writers at once cost about as much as one. After a failed write the file's end is not known: every later
 * append fails too, until the log is opened again.
 */
export class AppendLog {
  private waiting: WaitingLine[] = [];
  private writing: Promise<void> | undefined;
  private failure: LogUnusable | undefined;

  private constructor(private readonly file: FileHandle) {}

  /**
   * Opens the file, making it and its folder where needed. A last line that a crash cut short is removed: its
   * writer was never answered.
   * @param onLine - called with the value of each line, oldest first
   */
  static async open(path: string, onLine: (value: unknown) => void): Promise<AppendLog> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a', 0o600);
    const content = await readFile(path);
    const end = content.lastIndexOf('\n') + 1;
    if (end < content.length) await truncate(path, end);
    for (let start = 0; start < end;) {
      const stop = content.indexOf('\n', start);
      onLine(JSON.parse(content.toString('utf8', start, stop)));
      start = stop + 1;
    }
    return new AppendLog(file);
  }

  /** Resolves when the value is on disk. */
  append(value: unknown): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ line: `${JSON.stringify(value)}\n`, written, failed });
      this.writing ??= this.writeWaiting();
    });
  }

  /** Resolves when everything appended so far is on disk. */
  async settled(): Promise<void> {
    await this.writing;
    if (this.failure !== undefined) throw this.failure;
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async writeWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        if (this.failure !== undefined) throw this.failure;
        await this.file.appendFile(batch.map(({ line }) => line).join(''));
        await this.file.datasync();
        for (const { written } of batch) written();
      } catch (reason) {
        this.failure ??= new LogUnusable(reason);
        for (const { failed } of batch) failed(this.failure);
      }
    }
    this.writing = undefined;
  }
}
