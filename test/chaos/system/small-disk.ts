import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const SIZE_MB = 700;
const BLOCK = Buffer.alloc(1024 * 1024);

/** A file system of its own that can be filled up. */
export class SmallDisk {
  private constructor(private readonly path: string) {}

  /** @returns undefined where this process may not mount anything */
  static async mount(path: string): Promise<SmallDisk | undefined> {
    await mkdir(path, { recursive: true });
    const isMounted = await runs('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${String(SIZE_MB)}m,mode=711`,
      'tmpfs',
      path,
    ]);
    if (isMounted) await chmod(path, 0o711);
    return isMounted ? new SmallDisk(path) : undefined;
  }

  async fill(): Promise<void> {
    const file = await open(this.ballast, 'w');
    try {
      for (let written = 0; written < SIZE_MB; written++) await file.write(BLOCK);
    } catch {
      // Full: that was the aim.
    } finally {
      await file.close();
    }
  }

  async free(): Promise<void> {
    await rm(this.ballast, { force: true });
  }

  async unmount(): Promise<void> {
    await runs('umount', ['-l', this.path]);
  }

  private get ballast(): string {
    return join(this.path, 'ballast');
  }
}

async function runs(command: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: 'ignore' });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
