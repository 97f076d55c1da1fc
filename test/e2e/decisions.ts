import type { Client, Decision } from '#domain';

const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const ARTIFICIAL_FROM = 900;
const ARTIFICIAL_COUNT = 100;
const DAYS = 28;

/**
 * @param n each gives another code
 * @returns an artificial personal identity code (individual numbers 900-999): no real person has it
 */
export function identityCode(n: number): string {
  const individual = ARTIFICIAL_FROM + (n % ARTIFICIAL_COUNT);
  const days = Math.floor(n / ARTIFICIAL_COUNT);
  const day = String(1 + (days % DAYS)).padStart(2, '0');
  const month = String(1 + (Math.floor(days / DAYS) % 12)).padStart(2, '0');
  const birth = `${day}${month}61`;
  return `${birth}-${individual}${CHECK_CHARACTERS[Number(`${birth}${individual}`) % CHECK_CHARACTERS.length]}`;
}

export const aClient = (n: number): Client => ({
  personalIdentityCode: identityCode(n),
  givenName: `Testi${n}`,
  familyName: 'Asiakas',
  typClient: false,
});

/** Kaarina's simplest decision: two records in Lifecare, consent before recommendation; one each in Kanta and CRM. */
export function aDecision(n: number, changes: Partial<Decision> = {}): Decision {
  return {
    team: 'kaarina',
    decisionId: `E2E-${n}`,
    version: 1,
    handling: 'meeting',
    handledOn: '2026-11-17',
    decidedAt: '2026-11-17T12:30:00+02:00',
    client: aClient(n),
    consent: {
      id: `S-E2E-${n}`,
      givenOn: '2026-10-05',
      form: 'work-ability-team',
      method: 'written',
      covers: ['health', 'social', 'employment'],
    },
    participants: [
      {
        id: 'chair',
        role: 'physician',
        name: 'Liisa Lääkäri',
        organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
        rights: ['lifecare', 'kanta'],
        functions: ['chair'],
      },
      {
        id: 'secretary',
        role: 'social-counsellor',
        name: 'Outi Ohjaaja',
        organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
        rights: ['lifecare', 'proconsona'],
        functions: ['secretary'],
      },
      {
        id: 'emp',
        role: 'employment-specialist',
        name: 'Timo Työllisyys',
        organisation: { name: 'Kaarinan kaupunki' },
        rights: ['sofia-crm'],
      },
    ],
    summary: 'Tiimi sopi jatkosta.',
    recommendations: [
      { id: 'r1', domain: 'health', service: 'Kuntoutusselvitys', text: 'Suositellaan kuntoutusselvitystä.' },
    ],
    ...changes,
  };
}
