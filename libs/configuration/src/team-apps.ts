import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { refuseFaults, type Fault } from './configuration-fault.js';
import type { Variables } from './environment.js';
import { filledAddress } from './fill-address.js';
import { TEAM_APPS_SCHEMA, type TeamAppsFile } from './team-app-schema.js';
import { readYamlFile, type YamlFile } from './yaml-file.js';

/** A team application that is told of its teams' decisions. */
export interface TeamApp {
  /** Never empty. */
  readonly teams: readonly string[];
  /** Absent: the events are kept, and not sent. */
  readonly url?: string;
  /** Names of the secrets that sign. */
  readonly secrets: readonly string[];
}

/**
 * Reads `team-apps.yaml`. `${NAME}` in an address is filled from the variables.
 * @param teams that there are
 * @throws ConfigurationFault with every fault
 */
export function loadTeamApps(
  configDir: string,
  variables: Variables,
  teams: readonly string[],
): readonly TeamApp[] {
  const faults: Fault[] = [];
  const apps = readTeamApps(configDir, { variables, teams }, faults);
  refuseFaults(faults);
  return apps;
}

/** @param faults gets all faults */
export function readTeamApps(
  configDir: string,
  { variables, teams }: { readonly variables: Variables; readonly teams: readonly string[] },
  faults: Fault[],
): readonly TeamApp[] {
  const file = readYamlFile(join(configDir, 'team-apps.yaml'), TEAM_APPS_SCHEMA, faults);
  if (file === undefined) return [];
  faults.push(...addressFaults(file, variables), ...teamFaults(file, teams));
  const named = file.value.teamApps.flatMap((app) => (app.teams === '*' ? [] : app.teams));
  return file.value.teamApps
    .map(({ teams: given, url, secrets }) => {
      const address = filledAddress(url, variables);
      return {
        teams: given === '*' ? teams.filter((team) => !named.includes(team)) : given,
        ...(address === undefined ? {} : { url: address }),
        secrets,
      };
    })
    .filter((app) => app.teams.length > 0);
}

/** @returns what the ledger knows an address by: the address may itself be a secret */
export const teamAppAddressDigest = (url: string): Buffer => createHash('sha256').update(url).digest();

/** Signed, but not encrypted, is for one machine alone. */
function addressFaults({ value, fault }: YamlFile<TeamAppsFile>, variables: Variables): readonly Fault[] {
  const environment = variables['KUITTAUS_ENVIRONMENT'];
  const schemes = environment === 'embedded' || environment === 'test' ? /^https?:$/u : /^https:$/u;
  return value.teamApps.flatMap(({ url }, index) => {
    const address = filledAddress(url, variables);
    if (address === undefined) return [];
    const parsed = URL.canParse(address) ? new URL(address) : undefined;
    return parsed !== undefined &&
      schemes.test(parsed.protocol) &&
      parsed.username === '' &&
      parsed.password === '' &&
      parsed.hash === ''
      ? []
      : [
          fault(
            ['teamApps', index, 'url'],
            'must be an https:// address without user, password and fragment',
          ),
        ];
  });
}

function teamFaults(
  { value: { teamApps }, fault }: YamlFile<TeamAppsFile>,
  known: readonly string[],
): readonly Fault[] {
  const seen = new Set<string>();
  return teamApps.flatMap(({ teams }, index) =>
    (teams === '*' ? ['*'] : teams).flatMap((team, position) => {
      const isTaken = seen.has(team);
      seen.add(team);
      const path = ['teamApps', index, 'teams', ...(teams === '*' ? [] : [position])];
      if (isTaken) return [fault(path, `${team} has a team application already`)];
      return team === '*' || known.includes(team) ? [] : [fault(path, `there is no team ${team}`)];
    }),
  );
}
