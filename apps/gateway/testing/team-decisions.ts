import type { Client, Consent, Decision, Participant, Sector } from '#domain';

// Decisions of three teams on artificial persons: Kaarina records consents and their withdrawals, Turku each in their
// own system, the centre of expertise has its case managers' records in their own systems.

const ORGANISATION = { name: 'Varsinais-Suomen hyvinvointialue' };
const ALL: readonly Sector[] = ['health', 'social', 'employment', 'benefits', 'other'];

export const MATTI: Client = {
  personalIdentityCode: '010594Y9032',
  givenName: 'Matti',
  familyName: 'Meikäläinen',
  typClient: false,
};

export const consentOf = (id: string, covers: readonly Sector[] = ALL): Consent => ({
  id,
  givenOn: '2026-10-05',
  form: 'work-ability-team',
  method: 'written',
  covers,
});

export const someone = (
  id: string,
  role: Participant['role'],
  differences: Partial<Participant> = {},
): Participant => ({ id, role, name: `Nimi ${id}`, organisation: ORGANISATION, ...differences });

const aDecision = (team: string, decisionId: string, differences: Partial<Decision>): Decision => ({
  team,
  decisionId,
  version: 1,
  handling: 'meeting',
  handledOn: '2026-11-17',
  decidedAt: '2026-11-17T12:30:00+02:00',
  client: MATTI,
  consent: consentOf(`S-${decisionId}`),
  participants: [],
  summary: 'Sovittiin jatkosta.',
  ...differences,
});

export const corrected = (decision: Decision, differences: Partial<Decision> = {}): Decision => ({
  ...decision,
  version: decision.version + 1,
  correctionReason: 'Korjaus.',
  ...differences,
});

/** Consent and recommendation in Lifecare, recommendation in Kanta, contact note in Sofia CRM. */
export const kaarina = (decisionId: string, differences: Partial<Decision> = {}): Decision =>
  aDecision('kaarina', decisionId, {
    participants: [
      someone('chair', 'physician', { rights: ['lifecare', 'kanta'], functions: ['chair'] }),
      someone('secretary', 'social-counsellor', { rights: ['lifecare'], functions: ['secretary'] }),
      someone('emp', 'employment-specialist', { rights: ['sofia-crm'] }),
    ],
    recommendations: [{ id: 'r1', domain: 'health', service: 'Selvitys', text: 'Suositellaan.' }],
    ...differences,
  });

/** Measures in Pegasos and Pro Consona, the case manager in Pro Consona when one is named. */
export const turku = (decisionId: string, differences: Partial<Decision> = {}): Decision =>
  aDecision('turku', decisionId, {
    participants: [
      someone('doctor', 'physician', { rights: ['pegasos'] }),
      someone('worker', 'social-worker', { rights: ['proconsona'] }),
    ],
    measures: [{ id: 'm1', domain: 'general', text: 'Lääkäriaika.', responsible: 'doctor' }],
    ...differences,
  });

/** Measures in each one's own system, and the case manager in that person's own. */
export const centre = (decisionId: string, differences: Partial<Decision> = {}): Decision =>
  aDecision('osaamiskeskus', decisionId, {
    participants: [
      someone('coordinator', 'work-ability-coordinator', { email: 'coordinator@tiimi.example' }),
      someone('doctor', 'physician', { rights: ['pegasos'] }),
    ],
    caseManager: 'coordinator',
    measures: [{ id: 'm1', domain: 'general', text: 'Tuki.', responsible: 'doctor' }],
    ...differences,
  });
