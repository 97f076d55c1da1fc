import type { Client, Decision } from '#domain';
import { identityCode } from '../decisions.js';
import type { Canary } from './leak-scanner.js';

/** Names, addresses and texts that stand nowhere else, with letters that encodings change. */
const TEXTS = {
  givenName: 'Kanaritar',
  familyName: 'Äyräpäänlintu',
  chair: 'Pääskytär Kuikkala',
  chairEmail: 'kuikkala.paaskytar@kanaria.example',
  chairPhone: '+358 40 9990417',
  secretary: 'Närhimö Töyhtölä',
  secretaryEmail: 'toyhtola.narhimo@kanaria.example',
  employee: 'Harakkainen Räkättivaara',
  summary: 'Tiaisparvi visersi yhteenvedossa',
  correction: 'Korppikotka pöllytti korjauksen syyn',
  service: 'Kottaraispalvelu Sääksenmäki',
  recommendation: 'Peipposen suositus äänettömälle pöllölle',
  measure: 'Varpushaukan toimenpide öisin',
  goal: 'Kurjenpesän tavoite ylängöllä',
  statement: 'Hömötiaisen työkykylausunto',
  visit: 'Käpytikan vastaanottokäynti mäntymetsässä',
  followUp: 'Sääksen seurantakäynti',
  cancellation: 'Västäräkin peruutussyy',
} as const;

const SOURCE = '/kanaria/punatulkku-sovellus';
const SUBJECT = 'Punavarpunen/aihe';

/** The persons that canary decisions are about. */
const FIRST_PERSON = 5_000;
const MOST_PERSONS = 60;

export const canaries: readonly Canary[] = [
  ...Object.entries(TEXTS).map(([name, text]) => ({ name, text })),
  { name: 'source', text: SOURCE },
  { name: 'subject', text: SUBJECT },
  ...Array.from({ length: MOST_PERSONS }, (_, n) => ({
    name: `identity code ${n}`,
    text: identityCode(FIRST_PERSON + n),
  })),
];

export const canaryText = TEXTS;

/** @param n of the person, below 60 */
export const canaryClient = (n: number): Client => ({
  personalIdentityCode: identityCode(FIRST_PERSON + n),
  givenName: TEXTS.givenName,
  familyName: TEXTS.familyName,
  typClient: true,
});

const PARTICIPANTS: Decision['participants'] = [
  {
    id: 'chair',
    role: 'physician',
    name: TEXTS.chair,
    organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
    email: TEXTS.chairEmail,
    phone: TEXTS.chairPhone,
    rights: ['lifecare', 'kanta'],
    functions: ['chair'],
  },
  {
    id: 'secretary',
    role: 'social-counsellor',
    name: TEXTS.secretary,
    organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
    email: TEXTS.secretaryEmail,
    rights: ['lifecare', 'proconsona'],
    functions: ['secretary'],
  },
  {
    id: 'emp',
    role: 'employment-specialist',
    name: TEXTS.employee,
    organisation: { name: 'Kaarinan kaupunki' },
    rights: ['sofia-crm', 'typ'],
  },
];

/** A decision that tells a canary in every text that there is. */
export function canaryDecision(n: number, changes: Partial<Decision> = {}): Decision {
  return {
    team: 'kaarina',
    decisionId: `KANARIA-${n}`,
    version: 1,
    handling: 'meeting',
    handledOn: '2026-11-17',
    decidedAt: '2026-11-17T12:30:00+02:00',
    client: canaryClient(n),
    consent: {
      id: `S-KANARIA-${n}`,
      givenOn: '2026-10-05',
      form: 'work-ability-team',
      method: 'written',
      covers: ['health', 'social', 'employment', 'benefits', 'other'],
    },
    participants: PARTICIPANTS,
    summary: TEXTS.summary,
    recommendations: [
      { id: 'r1', domain: 'health', service: TEXTS.service, text: TEXTS.recommendation, statement: 'B' },
    ],
    measures: [{ id: 'm1', domain: 'employment', text: TEXTS.measure, responsible: 'emp' }],
    plan: { goals: [TEXTS.goal], workAbilityStatement: TEXTS.statement },
    visit: { physician: 'chair', startedAt: '2026-11-17T10:00:00+02:00', text: TEXTS.visit },
    caseManager: 'secretary',
    followUp: { dueOn: '2027-03-01', reason: 'agreed-check', text: TEXTS.followUp },
    ...changes,
  };
}

/** Attributes of the envelope that a sender may fill with anything. */
export const canaryEnvelope = { source: SOURCE, subject: SUBJECT };
