import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startRedis } from '../../../apps/standalone/src/engines/index.js';
import type { RunningEngine } from '../../../apps/standalone/src/engines/index.js';

/** A Redis that a test may kill, empty and start again on the same port. */
export class PrivateRedis {
  private constructor(
    private readonly dataDir: string,
    private engine: RunningEngine,
  ) {}

  static async start(dataDir: string): Promise<PrivateRedis> {
    return new PrivateRedis(dataDir, await startRedis({ dataDir }));
  }

  /** The same after every start: port and password stay. */
  get url(): string {
    return this.engine.url;
  }

  /** Where its files are. */
  get storeDir(): string {
    return join(this.dataDir, 'store');
  }

  /** Kills it: what it wrote in the last second may be lost. */
  async stop(): Promise<void> {
    this.engine.kill();
    await this.engine.exited;
  }

  async start(): Promise<void> {
    this.engine = await startRedis({ dataDir: this.dataDir, port: this.engine.port });
  }

  async flushAll(): Promise<void> {
    await this.withClient((client) => client.flushall());
  }

  async withClient<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { maxRetriesPerRequest: 2 });
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  async end(): Promise<void> {
    await this.engine.stop();
  }
}
