import type { Draft } from './draft.js';
import type { History } from './history.js';
import { numberOf } from './teams.js';

/** Everybody attends and holds every right, and the consent covers all: what a version of a plain decision says. */
const USUAL_DRAFT: Draft = {
  handling: 0,
  typClient: false,
  recommendations: 0,
  measures: 0,
  texts: 0,
  plan: 0,
  visit: 0,
  attending: 1023,
  rights: 1023,
  moved: 0,
  caseManager: 0,
  referrer: 0,
  consent: { id: 0, covers: 31, isOral: false, form: 0, validForDays: null },
};

/** A history of one decision of a team, with systems that do what they should. */
export function usualHistory(
  team: string,
  { first = {}, ...rest }: Partial<Omit<History, 'first'>> & { readonly first?: Partial<Draft> },
): History {
  const number = numberOf(team);
  return {
    practices: [number, number],
    seed: 0,
    decisions: 1,
    unsearchable: [],
    unconditional: [],
    notInstalled: [],
    steps: [],
    ...rest,
    first: { ...USUAL_DRAFT, ...first },
  };
}
