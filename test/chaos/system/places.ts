import { join } from 'node:path';
import { freePorts } from '../../../apps/standalone/src/engines/free-port.js';
import { addressVariables, RECORD_SYSTEMS } from '../../../apps/standalone/src/record-systems.js';
import type { SandboxPorts } from '../../../apps/standalone/src/record-systems.js';
import { SANDBOX_SERVERS } from '#configuration';
import type { Variables } from '#configuration';
import type { AutomaticSystem } from '#domain';

export const loopback = (port: number): string => `http://127.0.0.1:${String(port)}`;

/** Where everything of one system is. */
export interface Places {
  readonly dir: string;
  readonly sandboxPorts: SandboxPorts;
  readonly installed: readonly AutomaticSystem[];
  /** Ports that were chosen together: no two of one system are the same, though nobody listens yet. */
  readonly sparePorts: number[];
}

const MOST_SERVICES = 40;

export async function choosePlaces(dir: string, installed: readonly AutomaticSystem[]): Promise<Places> {
  const ports = await freePorts(SANDBOX_SERVERS.length + MOST_SERVICES);
  const sandboxPorts = Object.fromEntries(
    SANDBOX_SERVERS.map((server, index) => [server, ports[index]]),
  ) as unknown as SandboxPorts;
  return { dir, sandboxPorts, installed, sparePorts: ports.slice(SANDBOX_SERVERS.length) };
}

/** @returns a port that was given to nobody yet */
export function takePort({ sparePorts }: Places): number {
  const port = sparePorts.pop();
  if (port === undefined) throw new Error(`more than ${MOST_SERVICES} services`);
  return port;
}

const ISSUER = 'https://issuer.kuittaus.example';

/** What every process is told alike. */
export const commonVariables = ({ dir, sandboxPorts, installed }: Places): Variables => ({
  KUITTAUS_ENVIRONMENT: 'test',
  KUITTAUS_LOG_LEVEL: 'info',
  KUITTAUS_CONFIG_DIR: join(dir, 'config'),
  KUITTAUS_DATA_DIR: dir,
  KUITTAUS_SECRETS_DIR: join(dir, 'secrets'),
  KUITTAUS_ISSUER: ISSUER,
  KUITTAUS_JWKS_URL: `${loopback(sandboxPorts.identity)}/.well-known/jwks.json`,
  KUITTAUS_SANDBOX_PORTS: JSON.stringify(sandboxPorts),
  HOST: '127.0.0.1',
  ...addressesOf(installed, sandboxPorts),
});

/** The addresses of the installed systems; a system without one is not installed. */
export function addressesOf(installed: readonly AutomaticSystem[], ports: SandboxPorts): Variables {
  const all = addressVariables(ports);
  const names = RECORD_SYSTEMS.filter(({ system }) => installed.includes(system)).map(
    ({ variable }) => variable,
  );
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** The sandbox's port that an adapter of the system speaks to. */
export const protocolServer = (system: AutomaticSystem): keyof SandboxPorts =>
  system === 'pegasos' ? 'pegasosMllp' : system;
