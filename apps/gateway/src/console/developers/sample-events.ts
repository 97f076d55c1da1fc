import type { SentEvent } from '#console-texts';

/** The client and everybody else are made up; the identity code is artificial (900-999). */
const DECISION = {
  team: 'kaarina',
  decisionId: 'MALLI-1',
  version: 1,
  handling: 'meeting',
  handledOn: '2026-11-17',
  decidedAt: '2026-11-17T12:30:00+02:00',
  client: {
    personalIdentityCode: '010594Y9032',
    givenName: 'Matti',
    familyName: 'Meikäläinen',
    typClient: true,
  },
  consent: {
    id: 'S-MALLI-1',
    givenOn: '2026-10-05',
    form: 'work-ability-team',
    method: 'written',
    covers: ['health', 'social', 'employment', 'benefits', 'other'],
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
      rights: ['lifecare'],
      functions: ['secretary'],
    },
  ],
  recommendations: [
    { id: 'r1', domain: 'health', service: 'Kuntoutus', text: 'Suositellaan kuntoutusarviota.' },
  ],
  summary: 'Sovittiin kuntoutusarviosta.',
};

const AT = '2026-11-17T12:31:00+02:00';
const { team, decisionId } = DECISION;

const DATA: Readonly<Record<SentEvent, object>> = {
  'fi.kuittaus.decision.made': DECISION,
  'fi.kuittaus.decision.cancelled': {
    ...{ team, decisionId, version: 1 },
    reason: 'Päätös kirjattiin väärälle asiakkaalle.',
    cancelledAt: AT,
  },
  'fi.kuittaus.consent.withdrawn': {
    ...{ team, decisionId, consentId: 'S-MALLI-1' },
    withdrawnAt: AT,
    covers: ['employment'],
  },
  'fi.kuittaus.case-manager.changed': {
    ...{ team, decisionId },
    caseManager: {
      id: 'nurse',
      role: 'nurse',
      name: 'Niina Hoitaja',
      organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
    },
    changedAt: AT,
  },
};

export const SENT_EVENTS = Object.keys(DATA).filter((type): type is SentEvent => Object.hasOwn(DATA, type));

/** @returns a whole event of the type as its file would read, valid by the contract's schema */
export function sampleEvent(type: SentEvent): string {
  const event = {
    specversion: '1.0',
    id: `malli-${SENT_EVENTS.indexOf(type) + 1}`,
    source: '/tiimisovellus',
    type,
    time: AT,
    data: DATA[type],
  };
  return `${JSON.stringify(event, undefined, 2)}\n`;
}
