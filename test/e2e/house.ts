import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../apps/standalone/src/engines/free-port.js';
import { addressVariables, RECORD_SYSTEMS } from '../../apps/standalone/src/record-systems.js';
import type { SandboxPorts } from '../../apps/standalone/src/record-systems.js';
import { keepSecrets, sampleSenderSecret } from '../../apps/standalone/src/secrets.js';
import { SANDBOX_SERVERS } from '#configuration';
import type { Variables } from '#configuration';
import type { AutomaticSystem } from '#domain';
import { AppProcess } from './house/app-process.js';
import type { AppName } from './house/app-process.js';
import { copyConfiguration } from './house/configuration-copy.js';
import type { LifecareDelivery } from './house/configuration-copy.js';
import { GatewayClient } from './house/gateway-client.js';
import { LedgerAccess } from './house/ledger-access.js';
import { PrivateRedis } from './house/private-redis.js';
import { StandIn } from './house/stand-in.js';
import type { DecisionView } from './house/views.js';
import { waitUntil } from './house/wait-until.js';
import type { Waiting } from './house/wait-until.js';

const QUICK: LifecareDelivery = {
  deadlineMs: 1_000,
  settleMs: 300,
  concurrency: 4,
  retryDelaysMs: [100, 300],
};
const ISSUER = 'https://issuer.kuittaus.example';

/** The whole system over an own database and an own Redis: all its processes, and all that a test does to them. */
export class House {
  readonly lifecare: StandIn;
  /** The sample team application; its journal is what it was told. */
  readonly teamApp: StandIn;
  /** Of every record system that has a service, by its name. */
  readonly standIns: Readonly<Partial<Record<AutomaticSystem, StandIn>>>;

  private constructor(
    /** Of its secrets, logs and configuration. */
    readonly dir: string,
    private readonly apps: Readonly<Record<AppName, AppProcess>>,
    readonly gateway: GatewayClient,
    readonly ledger: LedgerAccess,
    readonly redis: PrivateRedis,
    readonly addresses: Addresses,
  ) {
    this.lifecare = new StandIn(loopback(addresses.ports.lifecare));
    this.teamApp = new StandIn(loopback(addresses.ports.teamApp));
    this.standIns = Object.fromEntries(
      RECORD_SYSTEMS.map(({ system }) => [system, new StandIn(loopback(addresses.ports[system]))]),
    );
  }

  /** @param variables for every process, on top of the usual ones */
  static async start(delivery: Partial<LifecareDelivery> = {}, variables: Variables = {}): Promise<House> {
    const dir = await mkdtemp(join(tmpdir(), 'kuittaus-house-'));
    const [ledger, redis, addresses] = await Promise.all([
      LedgerAccess.create(),
      PrivateRedis.start(join(dir, 'redis')),
      chooseAddresses(),
      mkdir(join(dir, 'logs')),
      mkdir(join(dir, 'secrets'), { mode: 0o700 }).then(() => keepSecrets(join(dir, 'secrets'))),
      copyConfiguration(join(dir, 'config'), { ...QUICK, ...delivery }),
    ]);
    const senderSecret = await sampleSenderSecret(join(dir, 'secrets'));
    const apps = appsOf({ dir, databaseUrl: ledger.url, redisUrl: redis.url, addresses, variables });
    const gateway = new GatewayClient({ ...addresses, senderSecret });
    const house = new House(dir, apps, gateway, ledger, redis, addresses);
    try {
      await Promise.all(Object.values(apps).map((app) => app.start()));
      return house;
    } catch (failure) {
      await house.stop().catch(() => undefined);
      throw failure;
    }
  }

  app(name: AppName): AppProcess {
    return this.apps[name];
  }

  /** Kills an app with kill -9, and waits until its successor is ready. */
  async restart(name: AppName): Promise<void> {
    await this.apps[name].kill();
    await this.apps[name].whenReady();
  }

  /** Waits until the decision is as wished. */
  async until(
    what: string,
    { team, decisionId }: { readonly team: string; readonly decisionId: string },
    holds: (decision: DecisionView) => boolean,
    waiting: Waiting = {},
  ): Promise<DecisionView> {
    const look = (): Promise<DecisionView> => this.gateway.decision(team, decisionId);
    return waitUntil(`${team}/${decisionId} ${what}`, look, holds, { ...waiting, tell: inShort });
  }

  /** What every process and Redis wrote to standard output and error, by name. */
  async logs(): Promise<Readonly<Record<string, string>>> {
    const folder = join(this.dir, 'logs');
    const logs: Record<string, string> = { redis: await readFile(join(this.dir, 'redis/redis.log'), 'utf8') };
    for (const file of await readdir(folder)) logs[file] = await readFile(join(folder, file), 'utf8');
    return logs;
  }

  /** Ends all, and fails for a process that had ended by itself. */
  async stop(): Promise<void> {
    const { sandbox, ...others } = this.apps;
    const crashes = (await Promise.all(Object.values(others).map((app) => app.stop()))).flat();
    crashes.push(...(await sandbox.stop()));
    await Promise.all([this.redis.end(), this.ledger.drop()]);
    await rm(this.dir, { recursive: true, force: true });
    if (crashes.length > 0) throw new Error(`ended by themselves:\n${crashes.join('\n')}`);
  }
}

export const startHouse = (
  delivery: Partial<LifecareDelivery> = {},
  variables: Variables = {},
): Promise<House> => House.start(delivery, variables);

interface Addresses {
  readonly gateway: string;
  readonly identity: string;
  /** Of the sandbox's servers. */
  readonly ports: SandboxPorts;
  /** Where each worker tells of its health. */
  readonly health: Readonly<Record<string, string>>;
}

const WORKERS = ['dispatcher', ...RECORD_SYSTEMS.map(({ system }) => system)] as const;
const loopback = (port: number): string => `http://127.0.0.1:${port}`;

async function chooseAddresses(): Promise<Addresses> {
  const [gateway = 0, ...others] = await freePorts(1 + SANDBOX_SERVERS.length + WORKERS.length);
  const servers = SANDBOX_SERVERS.map((server, index) => [server, others[index]]);
  const health = WORKERS.map((worker, index) => [
    worker,
    loopback(others[SANDBOX_SERVERS.length + index] ?? 0),
  ]);
  const ports = Object.fromEntries(servers) as SandboxPorts;
  return {
    gateway: loopback(gateway),
    identity: loopback(ports.identity),
    ports,
    health: Object.fromEntries(health) as Record<string, string>,
  };
}

const portOf = (address: string): number => Number(new URL(address).port);

function appsOf(place: {
  readonly dir: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly addresses: Addresses;
  readonly variables: Variables;
}): Readonly<Record<AppName, AppProcess>> {
  const { dir, databaseUrl, redisUrl, addresses } = place;
  const { gateway, identity, ports, health } = addresses;
  const common = {
    KUITTAUS_ENVIRONMENT: 'test',
    KUITTAUS_LOG_LEVEL: 'debug',
    KUITTAUS_CONFIG_DIR: join(dir, 'config'),
    KUITTAUS_DATA_DIR: dir,
    KUITTAUS_SECRETS_DIR: join(dir, 'secrets'),
    KUITTAUS_ISSUER: ISSUER,
    KUITTAUS_JWKS_URL: `${identity}/.well-known/jwks.json`,
    KUITTAUS_GATEWAY_URL: gateway,
    KUITTAUS_SANDBOX_PORTS: JSON.stringify(ports),
    ...addressVariables(ports),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    HOST: '127.0.0.1',
    PORT: String(portOf(gateway)),
    ...place.variables,
  };
  const app = (
    name: AppName,
    readyUrls: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): AppProcess =>
    new AppProcess({
      name,
      variables: { ...common, ...more },
      logFile: join(dir, 'logs', `${name}.log`),
      readyUrls,
    });
  const workers = WORKERS.map((name) => {
    const address = health[name] ?? '';
    const variables = { KUITTAUS_HEALTH_PORT: String(portOf(address)) };
    return [name, app(name, [`${address}/health/ready`], variables)];
  });
  const standIns = [...RECORD_SYSTEMS.map(({ system }) => system), 'teamApp', 'identity'] as const;
  return {
    sandbox: app(
      'sandbox',
      standIns.map((name) => `${loopback(ports[name])}/_health`),
    ),
    gateway: app('gateway', [`${gateway}/health/ready`], {
      KUITTAUS_PUBLIC_URL: gateway,
      KUITTAUS_OIDC_DISCOVERY_URL: `${identity}/.well-known/openid-configuration`,
    }),
    ...(Object.fromEntries(workers) as Record<(typeof WORKERS)[number], AppProcess>),
  };
}

/** A line a task: what went on is seen at a glance. */
const inShort = ({ status, tasks }: DecisionView): string[] => [
  status,
  ...tasks.map(
    ({ system, record, version, operation, state, reason, attempts }) =>
      `${system}/${record} v${version} ${operation}: ${state} ${reason ?? ''} after ${attempts} attempts`,
  ),
];
