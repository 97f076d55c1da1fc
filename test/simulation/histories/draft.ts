import type {
  Consent,
  ContentDomain,
  Decision,
  Handling,
  Organisation,
  Participant,
  ParticipantFunction,
  Role,
  Sector,
} from '#domain';
import { AUTOMATIC_SYSTEMS, CONTENT_DOMAINS, SECTORS, shiftDay } from '#domain';
import { MOVED_TO } from './teams.js';

/** What a version says, as few small numbers: easy to change in one place, and to shrink. */
export interface Draft {
  readonly handling: number;
  readonly typClient: boolean;
  /** A bit a domain. */
  readonly recommendations: number;
  readonly measures: number;
  /** Which of the texts of everything. */
  readonly texts: number;
  /** 0: none. */
  readonly plan: number;
  readonly visit: number;
  /** A bit a person. */
  readonly attending: number;
  readonly rights: number;
  /** Those who moved to another organisation. */
  readonly moved: number;
  /** A person, or none when there is no such number. */
  readonly caseManager: number;
  readonly referrer: number;
  /** Null: none came. */
  readonly consent: ConsentDraft | null;
}

export interface ConsentDraft {
  readonly id: number;
  /** A bit a sector. */
  readonly covers: number;
  readonly isOral: boolean;
  readonly form: number;
  /** From the day on which it all begins; null: for ever. */
  readonly validForDays: number | null;
}

export const FIRST_DAY = '2026-11-17';
const HANDLINGS: readonly Handling[] = ['meeting', 'joint-reception', 'paper-consultation'];
const FORMS = ['work-ability-team', 'employment-services', 'team-privacy-form'] as const;

const person = (id: string, role: Role, functions: readonly ParticipantFunction[] = []) => ({
  id,
  role,
  functions,
});

const PEOPLE = [
  person('chair', 'physician', ['chair']),
  person('nurse', 'nurse'),
  person('secretary', 'social-counsellor', ['secretary']),
  person('social', 'social-worker'),
  person('employment', 'employment-specialist'),
  person('te', 'te-specialist'),
  person('kela', 'kela-specialist'),
  person('career', 'career-counsellor'),
  person('coordinator', 'work-ability-coordinator', ['convener']),
  person('occupational', 'occupational-health-professional'),
] as const;
export const PEOPLE_COUNT = PEOPLE.length;

const RESPONSIBLE: Readonly<Record<ContentDomain, string>> = {
  general: 'secretary',
  health: 'chair',
  social: 'social',
  employment: 'employment',
  benefits: 'kela',
};

export const recommendationText = (domain: ContentDomain, texts: number): string =>
  `suositus-${domain}-${String(texts)}`;
export const measureText = (domain: ContentDomain, texts: number): string =>
  `toimenpide-${domain}-${String(texts)}`;

const bits = <T>(mask: number, of: readonly T[]): readonly T[] =>
  of.filter((_one, place) => (mask >> place) % 2 === 1);

/** A person as a participant; the case manager of a change need not be one. */
export function participant(number: number, draft: Pick<Draft, 'rights' | 'moved'>): Participant | undefined {
  const known = PEOPLE[number];
  if (known === undefined) return undefined;
  const { id, role, functions } = known;
  const holdsRights = (draft.rights >> number) % 2 === 1;
  const isMoved = (draft.moved >> number) % 2 === 1;
  const organisation: Organisation = { name: isMoved ? MOVED_TO : 'Varsinais-Suomen hyvinvointialue' };
  const rights = holdsRights ? AUTOMATIC_SYSTEMS : [];
  return { id, role, name: `Nimi ${id}`, organisation, functions, rights };
}

export interface DecisionName {
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  /** RFC 3339 */
  readonly decidedAt: string;
}

export function decisionOf(draft: Draft, name: DecisionName): Decision {
  const { texts, consent } = draft;
  const caseManager = PEOPLE[draft.caseManager]?.id;
  const referrer = PEOPLE[draft.referrer]?.id;
  return {
    ...name,
    handling: HANDLINGS[draft.handling % HANDLINGS.length] ?? 'meeting',
    handledOn: FIRST_DAY,
    client: {
      temporaryId: { system: '1.2.246.10.99900011.22', value: 'T-1' },
      givenName: 'Kalle',
      familyName: 'Testi',
      typClient: draft.typClient,
    },
    ...(consent === null ? {} : { consent: consentOf(consent) }),
    participants: participantsOf(draft),
    ...(caseManager === undefined ? {} : { caseManager }),
    ...(referrer === undefined ? {} : { referrer }),
    summary: `yhteenveto-${String(texts)}`,
    recommendations: bits(draft.recommendations, CONTENT_DOMAINS).map((domain) => ({
      id: `r-${domain}`,
      domain,
      service: `palvelu-${domain}-${String(texts)}`,
      text: recommendationText(domain, texts),
    })),
    measures: bits(draft.measures, CONTENT_DOMAINS).map((domain) => ({
      id: `m-${domain}`,
      domain,
      text: measureText(domain, texts),
      responsible: RESPONSIBLE[domain],
    })),
    ...(draft.plan === 0 ? {} : { plan: { goals: [`tavoite-${String(draft.plan)}`] } }),
    ...(draft.visit === 0
      ? {}
      : {
          visit: {
            physician: 'chair',
            startedAt: `${FIRST_DAY}T09:00:00+02:00`,
            text: `käynti-${String(draft.visit)}`,
          },
        }),
  };
}

function consentOf({ id, covers, isOral, form, validForDays }: ConsentDraft): Consent {
  return {
    id: `S-${String(id)}`,
    givenOn: FIRST_DAY,
    ...(validForDays === null ? {} : { validUntil: shiftDay(FIRST_DAY, validForDays) }),
    form: FORMS[form % FORMS.length] ?? 'work-ability-team',
    method: isOral ? 'oral' : 'written',
    covers: bits<Sector>(covers, SECTORS),
  };
}

/** Whoever the decision names is listed, also who did not attend. */
function participantsOf(draft: Draft): readonly Participant[] {
  const named = [
    PEOPLE[draft.caseManager]?.id,
    PEOPLE[draft.referrer]?.id,
    ...(draft.visit === 0 ? [] : ['chair']),
    ...bits(draft.measures, CONTENT_DOMAINS).map((domain) => RESPONSIBLE[domain]),
  ];
  return PEOPLE.flatMap(({ id }, number): Participant[] => {
    const attends = (draft.attending >> number) % 2 === 1;
    const listed = participant(number, draft);
    if (listed === undefined || (!attends && !named.includes(id))) return [];
    return [attends ? listed : { ...listed, attended: false }];
  });
}
