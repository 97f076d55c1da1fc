import type { Participant } from '../decision.js';
import { holdsRight, ownSystemOf } from '../practice/own-system-table.js';
import {
  OWN_SYSTEM,
  type Candidate,
  type Destination,
  type NamedPerson,
  type RoleCandidate,
} from '../practice/practice.js';
import type { Channel, System } from '../words.js';
import { participantOf, type PlanningCase } from './planning-case.js';

/** Who records, in which system, and whether an adapter may do it in that person's name. */
export interface Recorder {
  readonly participant: Participant;
  readonly system: System;
  readonly channel: Channel;
  /** An automatic system, but nobody has the right to it: it goes to a person against the rule. */
  readonly withoutRight: boolean;
}

/**
 * The first candidate who holds the right; else the first, by hand (`contract/teams.md`, "Rights").
 * @returns undefined when there is no candidate, or the one whose own system it is has none
 */
export function chooseRecorder(
  { system, recorders }: Destination,
  planning: PlanningCase,
): Recorder | undefined {
  const candidates = candidatesOf({ system, recorders }, planning);
  if (system !== OWN_SYSTEM) return firstWithRight(candidates, system);
  const [participant] = candidates;
  if (participant === undefined) return undefined;
  const own = ownSystemOf(participant, planning.practice.ownSystemTable, planning.typClient);
  return own === undefined ? undefined : firstWithRight([participant], own);
}

/** @returns undefined when `candidates` is empty */
export function firstWithRight(candidates: readonly Participant[], system: System): Recorder | undefined {
  const withRight = candidates.find((candidate) => holdsRight(candidate, system));
  const participant = withRight ?? candidates[0];
  if (participant === undefined) return undefined;
  const byHand = system === 'kela' || system === 'ura' || system === 'other';
  const withoutRight = withRight === undefined;
  return { participant, system, channel: byHand || withoutRight ? 'manual' : 'automatic', withoutRight };
}

/** Who may record, in the rule's order. */
export function candidatesOf(
  { system, recorders }: Destination,
  planning: PlanningCase,
): readonly Participant[] {
  for (const candidate of recorders) {
    const only = onlyCandidate(candidate, planning);
    if (only !== undefined) return [only];
  }
  return recorders
    .filter((candidate): candidate is RoleCandidate => 'role' in candidate)
    .flatMap(({ role, onlyWithRight }) =>
      planning.attending.filter(
        (participant) =>
          participant.role === role &&
          (onlyWithRight !== true || system === OWN_SYSTEM || holdsRight(participant, system)),
      ),
    );
}

/** Somebody with a function that the rule names, or named by the decision itself, is the only candidate. */
function onlyCandidate(candidate: Candidate, planning: PlanningCase): Participant | undefined {
  if ('function' in candidate) {
    return planning.attending.find((participant) =>
      (participant.functions ?? []).includes(candidate.function),
    );
  }
  return 'person' in candidate ? namedPerson(candidate.person, planning) : undefined;
}

/** They need not have attended (`contract/README.md`, fine print on recorders). */
function namedPerson(person: NamedPerson, { decision, caseManager }: PlanningCase): Participant | undefined {
  switch (person) {
    case 'case-manager':
      return caseManager;
    case 'referrer':
      return decision.referrer === undefined ? undefined : participantOf(decision, decision.referrer);
    case 'visit-physician':
      return decision.visit === undefined ? undefined : participantOf(decision, decision.visit.physician);
  }
}
