import type { Participant } from '../decision.js';
import { isAutomaticSystem, type Role, type System } from '../words.js';

/** A system that may be a participant's own; the first of the role whose conditions all hold is it. */
export interface OwnSystem {
  readonly system: System;
  /** Only when the client is a TYP client. */
  readonly typClient?: boolean;
  /** Only when the participant holds the system's right. */
  readonly withRight?: boolean;
}

/** Empty for a role without a recording duty. */
export type OwnSystemTable = Readonly<Record<Role, readonly OwnSystem[]>>;

const HEALTH: readonly OwnSystem[] = [{ system: 'pegasos' }];
const SOCIAL: readonly OwnSystem[] = [{ system: 'proconsona' }];
const EMPLOYMENT: readonly OwnSystem[] = [
  { system: 'typ', typClient: true, withRight: true },
  { system: 'ura' },
];
const REHABILITATION: readonly OwnSystem[] = [{ system: 'proconsona', withRight: true }, { system: 'other' }];
const OTHER: readonly OwnSystem[] = [{ system: 'other' }];

/** `contract/teams.md`, "The own-systems rule"; a practice may replace the row of a role. */
export const DEFAULT_OWN_SYSTEM_TABLE: OwnSystemTable = {
  physician: HEALTH,
  nurse: HEALTH,
  'public-health-nurse': HEALTH,
  'mental-health-nurse': HEALTH,
  'practical-nurse': HEALTH,
  'social-worker': SOCIAL,
  'social-counsellor': SOCIAL,
  'employment-specialist': EMPLOYMENT,
  'te-specialist': EMPLOYMENT,
  'career-counsellor': [{ system: 'ura' }],
  'job-coach': [{ system: 'ura' }],
  'kela-specialist': [{ system: 'kela' }],
  'work-ability-coordinator': REHABILITATION,
  'project-worker': REHABILITATION,
  'rehabilitative-work-instructor': REHABILITATION,
  'occupational-health-professional': OTHER,
  'pension-insurer-specialist': OTHER,
  other: OTHER,
  'relative-or-support-person': [],
};

/** @returns the participant's own system; undefined for one without a recording duty */
export function ownSystemOf(
  participant: Participant,
  table: OwnSystemTable,
  typClient: boolean,
): System | undefined {
  const own = table[participant.role].find(
    (candidate) =>
      (candidate.typClient !== true || typClient) &&
      (candidate.withRight !== true || holdsRight(participant, candidate.system)),
  );
  return own?.system;
}

/** Systems that are done by hand need no right (`contract/teams.md`, "Rights"). */
export function holdsRight(participant: Participant, system: System): boolean {
  return !isAutomaticSystem(system) || (participant.rights ?? []).includes(system);
}
