import { join, resolve } from 'node:path';
import { childEnvironment, DEVELOPMENT_ISSUER, SANDBOX_SERVERS } from '#configuration';
import type { StandaloneEnvironment, Variables } from '#configuration';
import type { AutomaticSystem } from '#domain';
import { loopback } from './addresses.js';
import { AUDIT_ORIGIN, WITNESS_NAME } from './audit-keys.js';
import type { Addresses } from './addresses.js';
import type { DataDirectory } from './data-directory.js';
import type { InnerPorts } from './ports.js';
import { LoggedProcess } from './processes/logged-process.js';
import type { EndStep } from './processes/logged-process.js';
import type { Running } from './processes/supervised-process.js';
import { addressVariables, RECORD_SYSTEMS } from './record-systems.js';

/** One service, run as a process of its own. */
export interface App {
  readonly name: 'sandbox' | 'gateway' | 'dispatcher' | 'audit-signer' | 'witness' | AutomaticSystem;
  /** On top of this process's own variables. */
  readonly variables: Variables;
  /** Each answers 200 once the app is ready. */
  readonly readyUrls: readonly string[];
}

export interface AppsOptions {
  readonly environment: StandaloneEnvironment;
  readonly data: DataDirectory;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly gatewayPort: number;
  readonly inner: InnerPorts;
  readonly addresses: Addresses;
}

const BUILT = 'dist/apps';
const WATCH_PARENT = `${BUILT}/standalone/src/processes/end-with-parent.js`;
const END_STEPS: readonly EndStep[] = [{ signal: 'SIGTERM', graceMs: 10_000 }];

export function appsOf(options: AppsOptions): App[] {
  const { environment, gatewayPort, inner, addresses } = options;
  const common = commonVariables(options);
  const worker = { ...common, ...engineVariables(options), HOST: '127.0.0.1' };
  const standIns = [...RECORD_SYSTEMS.map(({ system }) => system), 'teamApp', 'identity'] as const;
  return [
    {
      name: 'sandbox',
      variables: {
        ...common,
        DATABASE_URL: undefined,
        REDIS_URL: undefined,
        KUITTAUS_SANDBOX_PORTS: JSON.stringify(portsOf(inner)),
        KUITTAUS_GATEWAY_URL: addresses.gateway,
      },
      readyUrls: standIns.map((name) => `${loopback(inner[name])}/_health`),
    },
    {
      name: 'gateway',
      variables: {
        ...worker,
        HOST: environment.host,
        PORT: String(gatewayPort),
        KUITTAUS_PUBLIC_URL: addresses.gateway,
        KUITTAUS_OIDC_DISCOVERY_URL: addresses.discovery,
      },
      readyUrls: [`${addresses.gateway}/health/ready`],
    },
    workerOf('dispatcher', { ...worker, ...auditVariables(options) }, inner),
    ...keyKeepersOf(options),
    ...RECORD_SYSTEMS.map(({ system }) => workerOf(system, worker, inner)),
  ];
}

/** The keys of the audit log, each in a process that has nothing of the ledger. */
function keyKeepersOf({ environment, data, inner }: AppsOptions): App[] {
  const own = (name: 'audit-signer' | 'witness', port: number): App => ({
    name,
    variables: {
      KUITTAUS_ENVIRONMENT: environment.environment,
      KUITTAUS_LOG_LEVEL: environment.logLevel,
      KUITTAUS_SECRETS_DIR: data.secrets,
      KUITTAUS_DATA_DIR: join(data.root, name),
      KUITTAUS_AUDIT_ORIGIN: AUDIT_ORIGIN,
      KUITTAUS_WITNESS_NAME: WITNESS_NAME,
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    readyUrls: [`${loopback(port)}/health/ready`],
  });
  return [own('audit-signer', inner.auditSigner), own('witness', inner.witness)];
}

const auditVariables = ({ data, inner }: AppsOptions): Variables => ({
  KUITTAUS_AUDIT_SIGNER_URL: loopback(inner.auditSigner),
  KUITTAUS_WITNESS_URL: loopback(inner.witness),
  KUITTAUS_AUDIT_PUBLISH_DIR: join(data.root, 'published-checkpoints'),
});

function workerOf(name: 'dispatcher' | AutomaticSystem, variables: Variables, inner: InnerPorts): App {
  const port = inner[`${name}Health`];
  return {
    name,
    variables: { ...variables, KUITTAUS_HEALTH_PORT: String(port) },
    readyUrls: [`${loopback(port)}/health/ready`],
  };
}

const portsOf = (inner: InnerPorts): object =>
  Object.fromEntries(SANDBOX_SERVERS.map((server) => [server, inner[server]]));

const commonVariables = ({ environment, data, addresses, inner }: AppsOptions): Variables => ({
  KUITTAUS_ENVIRONMENT: environment.environment,
  KUITTAUS_LOG_LEVEL: environment.logLevel,
  KUITTAUS_CONFIG_DIR: environment.configDir,
  KUITTAUS_DATA_DIR: data.root,
  KUITTAUS_SECRETS_DIR: data.secrets,
  // An issuer is a name; this one stays the same whatever port the identity provider got.
  KUITTAUS_ISSUER: DEVELOPMENT_ISSUER,
  KUITTAUS_JWKS_URL: addresses.keySet,
  ...addressVariables(inner),
});

const engineVariables = ({ databaseUrl, redisUrl }: AppsOptions): Variables => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
});

export const logOf = (app: App, data: DataDirectory): string => join(data.logs, `${app.name}.log`);

export async function startApp(app: App, data: DataDirectory): Promise<Running> {
  const started = await LoggedProcess.start({
    command: process.execPath,
    args: ['--enable-source-maps', '--require', resolve(WATCH_PARENT), `${BUILT}/${app.name}/src/main.js`],
    logFile: logOf(app, data),
    env: childEnvironment(app.variables),
    channel: true,
  });
  return {
    exited: started.exited,
    stop: () => started.end(END_STEPS),
    kill: () => started.kill(),
  };
}
