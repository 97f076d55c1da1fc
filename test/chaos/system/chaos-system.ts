import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RECORD_SYSTEMS } from '../../../apps/standalone/src/record-systems.js';
import { keepSecrets, sampleSenderSecret } from '../../../apps/standalone/src/secrets.js';
import type { Variables } from '#configuration';
import type { AutomaticSystem } from '#domain';
import { migrate } from '#ledger';
import { GatewayClient } from '../../e2e/house/gateway-client.js';
import { StandIn } from '../../e2e/house/stand-in.js';
import { copyConfiguration, PATIENCE } from './chaos-configuration.js';
import type { BreakerTimes, Patience } from './chaos-configuration.js';
import type { Engines } from './engines.js';
import { LedgerReader } from './ledger-reader.js';
import { addressesOf, choosePlaces, commonVariables, loopback, protocolServer, takePort } from './places.js';
import type { Places } from './places.js';
import { Service } from './service.js';
import { TcpProxy } from './tcp-proxy.js';

export interface SystemOptions {
  /** Systems that have an adapter here; tasks of others stay queued. */
  readonly installed?: readonly AutomaticSystem[];
  /** How many of an app; one when left out. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** Where `dist` is, when it is not the repository's. */
  readonly root?: string;
  readonly patience?: Partial<Patience>;
  readonly breaker?: BreakerTimes;
}

export const ALL_SYSTEMS: readonly AutomaticSystem[] = RECORD_SYSTEMS.map(({ system }) => system);
/** As issue and design ask for: what may run more than once, does. */
export const TWO_OF_EACH: Readonly<Record<string, number>> = {
  gateway: 2,
  dispatcher: 2,
  lifecare: 2,
  'sofia-crm': 2,
};

let databases = 0;

/** The whole system as processes of the rig's own, with a proxy on every link between them. */
export class ChaosSystem {
  readonly services: Service[] = [];
  readonly links: TcpProxy[] = [];
  readonly gateways: GatewayClient[] = [];
  readonly standIns = new Map<AutomaticSystem, StandIn>();

  private constructor(
    readonly engines: Engines,
    readonly database: string,
    readonly ledger: LedgerReader,
    readonly places: Places,
    readonly patience: Patience,
  ) {}

  static async start(engines: Engines, options: SystemOptions = {}): Promise<ChaosSystem> {
    const installed = options.installed ?? ALL_SYSTEMS;
    const patience = { ...PATIENCE, ...options.patience };
    const dir = await mkdtemp(join(engines.dir, 'system-'));
    const database = `chaos_${String(++databases)}`;
    const places = await choosePlaces(dir, installed);
    const url = await engines.postgres.createDatabase(database);
    await Promise.all([
      migrate(url),
      engines.redis.flushAll(),
      mkdir(join(dir, 'logs')),
      mkdir(join(dir, 'secrets'), { mode: 0o700 }).then(() => keepSecrets(join(dir, 'secrets'))),
      copyConfiguration(join(dir, 'config'), patience, options.breaker),
    ]);
    const system = new ChaosSystem(engines, database, new LedgerReader(url), places, patience);
    try {
      await system.build(resolve(options.root ?? '.'), options.replicas ?? {});
      return system;
    } catch (failure) {
      await system.stop();
      throw failure;
    }
  }

  service(name: string): Service {
    const found = this.services.find((service) => service.name === name);
    if (found === undefined) throw new Error(`there is no service ${name}`);
    return found;
  }

  /** Every replica of an app. */
  replicas(app: string): readonly Service[] {
    return this.services.filter((service) => service.app === app);
  }

  standIn(system: AutomaticSystem): StandIn {
    const found = this.standIns.get(system);
    if (found === undefined) throw new Error(`there is no stand-in of ${system}`);
    return found;
  }

  /** Links by their name: `lifecare-1>postgres`. */
  linksLike(pattern: RegExp): readonly TcpProxy[] {
    return this.links.filter(({ name }) => pattern.test(name));
  }

  /** What every process and Redis wrote, by name. */
  async logs(): Promise<Readonly<Record<string, Buffer>>> {
    const folder = join(this.places.dir, 'logs');
    const logs: Record<string, Buffer> = {};
    for (const file of await readdir(folder)) logs[file] = await readFile(join(folder, file));
    return logs;
  }

  async stop(): Promise<void> {
    await Promise.all(this.services.filter(({ app }) => app !== 'sandbox').map((service) => service.stop()));
    await Promise.all(this.replicas('sandbox').map((service) => service.stop()));
    await Promise.all(this.links.map((link) => link.close()));
    await this.ledger.end();
    await rm(this.places.dir, { recursive: true, force: true });
  }

  private async build(root: string, replicas: Readonly<Record<string, number>>): Promise<void> {
    const { sandboxPorts, installed } = this.places;
    const standIns = [...ALL_SYSTEMS, 'teamApp', 'identity'] as const;
    const readyUrls = standIns.map((name) => `${loopback(sandboxPorts[name])}/_health`);
    const senderSecret = await sampleSenderSecret(join(this.places.dir, 'secrets'));
    const gatewayPorts: number[] = [];
    for (let n = 1; n <= (replicas['gateway'] ?? 1); n++) gatewayPorts.push(takePort(this.places));
    this.add({
      app: 'sandbox',
      n: 1,
      root,
      readyUrls,
      variables: { KUITTAUS_GATEWAY_URL: loopback(gatewayPorts[0] ?? 0) },
    });
    for (const [index, port] of gatewayPorts.entries()) {
      const n = index + 1;
      const variables = { PORT: String(port), ...(await this.engineLinks(`gateway-${String(n)}`)) };
      this.add({ app: 'gateway', n, root, readyUrls: [`${loopback(port)}/health/ready`], variables });
      const link = await this.link(`sender>gateway-${String(n)}`, port);
      const identity = loopback(sandboxPorts.identity);
      this.gateways.push(new GatewayClient({ gateway: loopback(link.port), identity, senderSecret }));
    }
    for (const system of ALL_SYSTEMS) this.standIns.set(system, new StandIn(loopback(sandboxPorts[system])));
    for (const app of ['dispatcher', ...installed]) {
      for (let n = 1; n <= (replicas[app] ?? 1); n++) await this.addWorker(app, n, root);
    }
    await Promise.all(this.services.map((service) => service.start()));
  }

  private async addWorker(app: string, n: number, root: string): Promise<void> {
    const { sandboxPorts, installed } = this.places;
    const name = `${app}-${String(n)}`;
    const port = takePort(this.places);
    const own = installed.find((system) => system === app);
    const variables: Record<string, string | undefined> = {
      KUITTAUS_HEALTH_PORT: String(port),
      ...(await this.engineLinks(name)),
    };
    if (own !== undefined) {
      const server = protocolServer(own);
      const link = await this.link(`${name}>stand-in`, sandboxPorts[server]);
      Object.assign(variables, addressesOf(installed, { ...sandboxPorts, [server]: link.port }));
    }
    this.add({ app, n, root, readyUrls: [`${loopback(port)}/health/live`], variables });
  }

  private add(own: {
    readonly app: string;
    readonly n: number;
    readonly root: string;
    readonly readyUrls: readonly string[];
    readonly variables: Variables;
  }): void {
    const { app, n, root, readyUrls } = own;
    const name = `${app}-${String(n)}`;
    const variables = { ...commonVariables(this.places), ...own.variables };
    const logFile = join(this.places.dir, 'logs', `${name}.log`);
    this.services.push(new Service({ name, app, root, variables, logFile, readyUrls }));
  }

  private async engineLinks(name: string): Promise<Variables> {
    const { postgres, redis } = this.engines;
    const [toPostgres, toRedis] = await Promise.all([
      this.link(`${name}>postgres`, postgres.port),
      this.link(`${name}>redis`, Number(new URL(redis.url).port)),
    ]);
    const redisUrl = new URL(redis.url);
    redisUrl.port = String(toRedis.port);
    return {
      DATABASE_URL: postgres.urlOf(this.database, toPostgres.port),
      REDIS_URL: redisUrl.toString(),
    };
  }

  private async link(name: string, port: number): Promise<TcpProxy> {
    const link = await TcpProxy.start(name, port);
    this.links.push(link);
    return link;
  }
}
