import type { Organisation } from '../decision.js';
import type { Practice } from '../practice/practice.js';
import type { RecordingEndpoint, ServedOrganisation } from '../practice/recording-endpoint.js';
import type { System } from '../words.js';

/** The team has no endpoint of a system that its practice needs. The configuration is checked for it at start. */
export class NoEndpoint extends Error {
  readonly code = 'no-endpoint';
  constructor(readonly system: System) {
    super(`the practice has no endpoint of the system ${system}`);
    this.name = 'NoEndpoint';
  }
}

export interface EndpointSetting {
  readonly practice: Pick<Practice, 'defaultEndpoints'>;
  readonly endpoints: readonly RecordingEndpoint[];
}

/** Surest first: an oid belongs to one organisation, a name may be written in many ways. */
const IDENTIFIERS = ['oid', 'businessId', 'name'] as const;

/**
 * @returns the endpoint of the system that serves the organisation; else the team's default one
 * @throws NoEndpoint
 */
export function chooseEndpoint(
  system: System,
  organisation: Organisation,
  { practice, endpoints }: EndpointSetting,
): RecordingEndpoint {
  const ofSystem = endpoints.filter((endpoint) => endpoint.system === system);
  for (const identifier of IDENTIFIERS) {
    const serving = ofSystem.find((endpoint) =>
      endpoint.organisations.some((served) => sameBy(identifier, served, organisation)),
    );
    if (serving !== undefined) return serving;
  }
  const fallback = ofSystem.find((endpoint) => endpoint.id === practice.defaultEndpoints[system]);
  if (fallback === undefined) throw new NoEndpoint(system);
  return fallback;
}

function sameBy(
  identifier: (typeof IDENTIFIERS)[number],
  served: ServedOrganisation,
  organisation: Organisation,
): boolean {
  const wanted = organisation[identifier];
  const given = served[identifier];
  if (wanted === undefined || given === undefined) return false;
  return identifier === 'name'
    ? plainOrganisationName(wanted) === plainOrganisationName(given)
    : wanted === given;
}

/** People type names of organisations: case and spaces do not tell two of them apart. */
export const plainOrganisationName = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('fi');

/** How a deputy's organisation is named: its business id, else its name (`contract/README.md`, Reading and acting). */
export const organisationName = ({ businessId, name }: Organisation): string =>
  businessId ?? plainOrganisationName(name);
