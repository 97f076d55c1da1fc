import type { Practice } from '#domain';
import { refuseFaults, type Fault } from './configuration-fault.js';
import { readEndpoints, type Endpoint } from './endpoints.js';
import type { Variables } from './environment.js';
import { readPractices } from './practices.js';
import { readSenders, type Sender } from './senders.js';
import { readTeamApps, type TeamApp } from './team-apps.js';

/** Everything that the folder of configuration files says. */
export interface Configuration {
  readonly endpoints: readonly Endpoint[];
  /** By team. */
  readonly practices: ReadonlyMap<string, Practice>;
  readonly senders: readonly Sender[];
  readonly teamApps: readonly TeamApp[];
}

/**
 * Reads endpoints, practices, senders and team applications together.
 * @param configDir the configuration's folder
 * @param variables for `${NAME}` in addresses
 * @throws ConfigurationFault with every fault of every file
 */
export function loadConfiguration(configDir: string, variables: Variables): Configuration {
  const faults: Fault[] = [];
  const known = readEndpoints(configDir, variables, faults);
  const { practices, unreadable } = readPractices(configDir, known, faults);
  const teams = [...practices.keys(), ...unreadable];
  const senders = readSenders(configDir, teams, faults);
  const teamApps = readTeamApps(configDir, { variables, teams }, faults);
  refuseFaults(faults);
  return { endpoints: known.endpoints, practices, senders, teamApps };
}
