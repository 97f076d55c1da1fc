import type { StandaloneEnvironment } from '#configuration';
import type { DataDirectory } from './data-directory.js';
import { startPostgres, startRedis } from './engines/index.js';
import type { RunningEngine, Say } from './engines/index.js';
import { SupervisedProcess } from './processes/supervised-process.js';

type Settings = Pick<StandaloneEnvironment, 'databaseUrl' | 'redisUrl'>;

export interface EngineAddresses {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** PostgreSQL and Redis: those whose addresses were given, else private ones that this process runs. */
export class Engines {
  private readonly running: SupervisedProcess<RunningEngine>[] = [];

  constructor(
    private readonly settings: Settings,
    private readonly say: Say,
  ) {}

  async start(data: DataDirectory): Promise<EngineAddresses> {
    const { databaseUrl, redisUrl } = this.settings;
    const log = this.say;
    const addresses = await Promise.all([
      databaseUrl ??
        this.supervise('PostgreSQL', (port) => startPostgres({ dataDir: data.postgres, log, ...port })),
      redisUrl ??
        this.supervise('Redis', (port) =>
          startRedis({ dataDir: data.redis, cacheDir: data.cache, log, ...port }),
        ),
    ]);
    return { databaseUrl: addresses[0], redisUrl: addresses[1] };
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((engine) => engine.stop()));
  }

  kill(): void {
    this.running.forEach((engine) => engine.kill());
  }

  /** Started again, it gets the port that it had: the services know no other. */
  private async supervise(
    name: string,
    start: (port: { port?: number }) => Promise<RunningEngine>,
  ): Promise<string> {
    let known: { port?: number } = {};
    const engine = new SupervisedProcess({ name, start: () => start(known), say: this.say });
    this.running.push(engine);
    const { url, port } = await engine.start();
    known = { port };
    this.say(`${name} answers on 127.0.0.1:${port}`);
    return url;
  }
}
