import type { AutomaticSystem } from '#domain';
import type { InnerPorts } from './ports.js';
import { RECORD_SYSTEMS } from './record-systems.js';

/** Where everything answers, as seen from this machine. */
export interface Addresses {
  readonly gateway: string;
  /** Where people sign in. */
  readonly console: string;
  readonly tokenUrl: string;
  readonly keySet: string;
  /** The issuer's metadata, for the console. */
  readonly discovery: string;
  readonly teamApp: StandIn;
  /** The own sides of the record systems' stand-ins. */
  readonly systems: Readonly<Partial<Record<AutomaticSystem, RecordStandIn>>>;
}

interface StandIn {
  readonly baseUrl: string;
  readonly journal: string;
}

export interface RecordStandIn extends StandIn {
  readonly faults: string;
}

export interface AddressOptions {
  /** Where the gateway listens; may be "every address". */
  readonly host: string;
  readonly gatewayPort: number;
  readonly inner: InnerPorts;
}

export function addressesOf({ host, gatewayPort, inner }: AddressOptions): Addresses {
  const identity = loopback(inner.identity);
  const gateway = `http://${reachable(host)}:${gatewayPort}`;
  return {
    gateway,
    console: `${gateway}/console`,
    tokenUrl: `${identity}/token`,
    keySet: `${identity}/.well-known/jwks.json`,
    discovery: `${identity}/.well-known/openid-configuration`,
    teamApp: standIn(loopback(inner.teamApp)),
    systems: Object.fromEntries(RECORD_SYSTEMS.map(({ system }) => [system, recordStandIn(inner[system])])),
  };
}

const standIn = (baseUrl: string): StandIn => ({ baseUrl, journal: `${baseUrl}/_journal` });

const recordStandIn = (port: number): RecordStandIn => ({
  ...standIn(loopback(port)),
  faults: `${loopback(port)}/_faults`,
});

export const loopback = (port: number): string => `http://127.0.0.1:${port}`;

/** "Every address" is for listening, not for calling. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
