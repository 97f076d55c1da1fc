import type { Consent, Decision, Measure, Participant, Recommendation, Role } from '#domain';

type Differences = Partial<Decision> & {
  readonly typClient?: boolean;
  /** Null: none came. */
  readonly consentGiven?: Partial<Consent> | null;
};

/** A decision of a team on an artificial person, with a consent that covers everything. */
export function aDecision(team: string, differences: Differences): Decision {
  const { typClient = false, consentGiven = {}, ...rest } = differences;
  return {
    team,
    decisionId: 'D-1',
    version: 1,
    handling: 'meeting',
    handledOn: '2026-11-17',
    decidedAt: '2026-11-17T12:30:00+02:00',
    client: {
      personalIdentityCode: '010594Y9032',
      givenName: 'Testi',
      familyName: 'Asiakas',
      typClient,
    },
    ...(consentGiven === null ? {} : { consent: aConsent(consentGiven) }),
    participants: [],
    summary: 'Tiimi käsitteli asiakkaan tilanteen.',
    ...rest,
  };
}

export const aConsent = (differences: Partial<Consent> = {}): Consent => ({
  id: 'S-1',
  givenOn: '2026-10-05',
  form: 'work-ability-team',
  method: 'written',
  covers: ['health', 'social', 'employment', 'benefits', 'other'],
  ...differences,
});

/** A participant of the role, with that as the name's beginning. */
export const aParticipant = (
  id: string,
  role: Role,
  differences: Partial<Participant> = {},
): Participant => ({ id, role, name: `Nimi ${id}`, organisation: { name: 'Testikunta' }, ...differences });

export const aRecommendation = (
  domain: Recommendation['domain'],
  differences: Partial<Recommendation> = {},
): Recommendation => ({
  id: `r-${domain}`,
  domain,
  service: `Palvelu ${domain}`,
  text: `Suositusteksti ${domain}`,
  ...differences,
});

export const aMeasure = (
  domain: Measure['domain'],
  responsible: string,
  differences: Partial<Measure> = {},
): Measure => ({ id: `m-${domain}`, domain, text: `Toimenpide ${domain}`, responsible, ...differences });
