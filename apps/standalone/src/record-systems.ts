import type { AutomaticSystem } from '#domain';
import type { SandboxServer } from '#configuration';

export type SandboxPorts = Readonly<Record<SandboxServer, number>>;

/** A record system that has an adapter service here, and a stand-in in the sandbox. */
export interface RecordSystem {
  readonly system: AutomaticSystem;
  /** The variable that the endpoints in `config/systems` name in their address. */
  readonly variable: string;
  /** Where the stand-in speaks the system's protocol; its own side is HTTP on the port of the system's name. */
  readonly address: (ports: SandboxPorts) => string;
}

/** An app that is not in this list is not started. */
export const RECORD_SYSTEMS: readonly RecordSystem[] = [
  {
    system: 'lifecare',
    variable: 'LIFECARE_URL',
    address: ({ lifecare }) => `http://127.0.0.1:${lifecare}/fhir`,
  },
  {
    system: 'pegasos',
    variable: 'PEGASOS_URL',
    address: ({ pegasosMllp }) => `mllp://127.0.0.1:${pegasosMllp}`,
  },
  { system: 'typ', variable: 'TYP_URL', address: ({ typ }) => `http://127.0.0.1:${typ}` },
  {
    system: 'sofia-crm',
    variable: 'SOFIA_CRM_URL',
    address: (ports) => `http://127.0.0.1:${ports['sofia-crm']}`,
  },
  {
    system: 'proconsona',
    variable: 'PROCONSONA_URL',
    address: ({ proconsona }) => `http://127.0.0.1:${proconsona}/proconsona`,
  },
  { system: 'kanta', variable: 'KANTA_URL', address: ({ kanta }) => `https://127.0.0.1:${kanta}/kanta` },
];

/** Where each system's stand-in and the sample team application listen, by the names of the configuration's variables. */
export const addressVariables = (ports: SandboxPorts): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(RECORD_SYSTEMS.map(({ variable, address }) => [variable, address(ports)])),
  TEAM_APP_URL: `http://127.0.0.1:${ports.teamApp}/_events`,
});
