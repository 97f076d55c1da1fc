import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrivateRedis } from '../../e2e/house/private-redis.js';
import { OwnPostgres } from './own-postgres.js';
import { SmallDisk } from './small-disk.js';

/** PostgreSQL and Redis of the rig's own, in a folder that goes with them. */
export class Engines {
  /** Those that run now: whoever ends this process ends them first. */
  static readonly running = new Set<Engines>();
  private rememberedAof: string | undefined;

  private constructor(
    readonly dir: string,
    readonly postgres: OwnPostgres,
    readonly redis: PrivateRedis,
    /** What PostgreSQL lies on; undefined where nothing can be mounted here. */
    readonly disk: SmallDisk | undefined,
  ) {}

  static async start(): Promise<Engines> {
    const dir = await mkdtemp(join(tmpdir(), 'kuittaus-chaos-'));
    await chmod(dir, 0o711); // as root, PostgreSQL runs as another account, which has to enter
    const disk = await SmallDisk.mount(join(dir, 'postgres'));
    const [postgres, redis] = await Promise.all([
      OwnPostgres.start(join(dir, 'postgres')),
      PrivateRedis.start(join(dir, 'redis')),
    ]);
    const engines = new Engines(dir, postgres, redis, disk);
    Engines.running.add(engines);
    return engines;
  }

  /** Kills Redis for a while. What it wrote to its file stays. */
  async withoutRedis(meanwhile: () => Promise<void>): Promise<void> {
    await this.redis.stop();
    try {
      await meanwhile();
    } finally {
      await this.redis.start();
    }
  }

  /** Keeps a copy of Redis's file, for {@link restoreOldRedis}. */
  async rememberRedis(): Promise<void> {
    const copy = join(this.dir, `aof-${String(Date.now())}`);
    await cp(this.redis.storeDir, copy, { recursive: true });
    if (this.rememberedAof !== undefined) await rm(this.rememberedAof, { recursive: true, force: true });
    this.rememberedAof = copy;
  }

  /** Puts Redis back to the remembered copy: what came since is gone, and what went is there again. */
  async restoreOldRedis(): Promise<void> {
    const copy = this.rememberedAof;
    if (copy === undefined) return;
    await this.withoutRedis(async () => {
      await rm(this.redis.storeDir, { recursive: true, force: true });
      await cp(copy, this.redis.storeDir, { recursive: true });
    });
  }

  async restartPostgres(): Promise<void> {
    await this.postgres.crash();
    await this.postgres.startAgain();
  }

  async stop(): Promise<void> {
    Engines.running.delete(this);
    await Promise.allSettled([this.postgres.stop(), this.redis.end()]);
    await this.disk?.unmount();
    await rm(this.dir, { recursive: true, force: true });
  }
}
