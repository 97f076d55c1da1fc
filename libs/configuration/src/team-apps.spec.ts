import { rmSync } from 'node:fs';
import { ConfigurationFolder } from '../testing/configuration-folder.js';
import { ConfigurationFault, faultLine } from './configuration-fault.js';
import { loadTeamApps } from './team-apps.js';
import type { TeamApp } from './team-apps.js';

const TEAMS = ['kaarina', 'turku', 'pori'];

function load(
  yaml: string,
  variables: Record<string, string> = {},
): readonly TeamApp[] | readonly (string | undefined)[] {
  const folder = new ConfigurationFolder().write('team-apps.yaml', yaml);
  try {
    return loadTeamApps(folder.path, variables, TEAMS);
  } catch (fault) {
    if (!(fault instanceof ConfigurationFault)) throw fault;
    return fault.faults.map((one) => faultLine(one).split('team-apps.yaml:')[1]);
  } finally {
    rmSync(folder.path, { recursive: true });
  }
}

const ONE = `teamApps:
  - teams: '*'
    url: \${TEAM_APP_URL}
    secrets: [team-app-callback]
`;

describe('where the team applications are told', () => {
  it('is said by team, and for all others', () => {
    const yaml = `${ONE}  - teams: [turku]
    url: https://turku.example/events?t=1
    secrets: [turku-new, turku-old]
`;
    expect(load(yaml, { TEAM_APP_URL: 'https://muut.example/' })).toEqual([
      { teams: ['kaarina', 'pori'], url: 'https://muut.example/', secrets: ['team-app-callback'] },
      { teams: ['turku'], url: 'https://turku.example/events?t=1', secrets: ['turku-new', 'turku-old'] },
    ]);
  });

  it('is nowhere while the variable is not set', () => {
    expect(load(ONE)).toEqual([{ teams: TEAMS, secrets: ['team-app-callback'] }]);
  });

  it('may be unencrypted on one machine, and not in production', () => {
    const TEAM_APP_URL = 'http://127.0.0.1:1/_events';
    const fault = '3:10 must be an https:// address without user, password and fragment';
    expect(load(ONE, { TEAM_APP_URL })).toEqual([fault]);
    expect(load(ONE, { TEAM_APP_URL, KUITTAUS_ENVIRONMENT: 'production' })).toEqual([fault]);
    expect(load(ONE, { TEAM_APP_URL, KUITTAUS_ENVIRONMENT: 'embedded' })).toMatchObject([
      { url: TEAM_APP_URL },
    ]);
    expect(load(ONE, { TEAM_APP_URL: 'ftp://x/', KUITTAUS_ENVIRONMENT: 'test' })).toEqual([fault]);
    expect(load(ONE, { TEAM_APP_URL: 'https://a:b@x.example/' })).toEqual([fault]);
  });

  it('is refused with every fault at its place', () => {
    const yaml = `teamApps:
  - teams: [kaarina, kaarina, helsinki]
    secrets: [s]
  - teams: '*'
    secrets: [s]
  - teams: '*'
    secrets: [s]
`;
    expect(load(yaml)).toEqual([
      '2:22 kaarina has a team application already',
      '2:31 there is no team helsinki',
      '6:12 * has a team application already',
    ]);
    expect(load('teamApps:\n  - teams: [kaarina]\n    url: ""\n')).toEqual(['2:5 secrets is missing']);
  });
});
