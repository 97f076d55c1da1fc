import type { Participant } from '../decision.js';
import { ownSystemOf } from '../practice/own-system-table.js';
import { isProhibited } from '../practice/practice.js';
import type { RecordingEndpoint } from '../practice/recording-endpoint.js';
import { isAutomaticSystem, type RecordKind } from '../words.js';
import { firstWithRight } from './candidates.js';
import type { Placed, PlacedDuty } from './duty.js';
import { chooseEndpoint } from './endpoint-choice.js';
import type { PlanningCase } from './planning-case.js';

/** Id in place of a rule's, for duties of the own-systems rule. */
export const OWN_SYSTEMS_RULE = 'own-systems';

const RECORD = 'measures';

/** Records of a team's rule that also fulfil own-systems duties (`contract/teams.md`, "The own-systems rule"). */
const FULFILLING: readonly RecordKind[] = ['recommendation', 'plan', 'case-note', 'contact-note', 'measures'];

type Written = Pick<PlacedDuty, 'endpoint' | 'record'>;

/**
 * Kukin taho kirjaa omaan järjestelmäänsä: the duties of those attending participants whose own-systems duty
 * no rule of the team fulfils.
 * @param byRules what the team's rules gave
 * @throws NoEndpoint
 */
export function placeOwnSystems(byRules: readonly Written[], planning: PlanningCase): Placed {
  if (!inForce(planning)) return { duties: [], warnings: [] };
  const groups = new Map<RecordingEndpoint, Participant[]>();
  for (const participant of planning.attending) {
    const endpoint = ownEndpointOf(participant, planning);
    if (endpoint === undefined || byRules.some((written) => fulfils(written, endpoint))) continue;
    groups.set(endpoint, [...(groups.get(endpoint) ?? []), participant]);
  }
  const duties = [...groups].flatMap(([endpoint, participants]) => dutiesAt(endpoint, participants));
  return { duties: duties.filter((duty) => !repeats(duty, byRules)), warnings: [] };
}

/** @returns the ids of the others whose own-systems duty a rule's record fulfils, in list order */
export function othersFulfilled(
  { participant: recorder, ...written }: Written & { participant: Participant },
  planning: PlanningCase,
): readonly string[] {
  if (!inForce(planning)) return [];
  return planning.attending
    .filter((participant) => participant.id !== recorder.id)
    .filter((participant) => {
      const endpoint = ownEndpointOf(participant, planning);
      return endpoint !== undefined && fulfils(written, endpoint);
    })
    .map(({ id }) => id);
}

export function inForce({ practice, decision }: PlanningCase): boolean {
  return practice.ownSystems !== undefined && !practice.ownSystems.notIn.includes(decision.handling);
}

export function ownEndpointOf(
  participant: Participant,
  planning: PlanningCase,
): RecordingEndpoint | undefined {
  const system = ownSystemOf(participant, planning.practice.ownSystemTable, planning.typClient);
  if (system === undefined || isProhibited(planning.practice, system, RECORD)) return undefined;
  return chooseEndpoint(system, participant.organisation, planning);
}

export const fulfils = ({ endpoint, record }: Written, own: RecordingEndpoint): boolean =>
  endpoint.id === own.id && isAutomaticSystem(endpoint.system) && FULFILLING.includes(record);

/** One record for several at an automatic endpoint; a manual duty is each person's own. */
function dutiesAt(endpoint: RecordingEndpoint, participants: readonly Participant[]): readonly PlacedDuty[] {
  const shared = isAutomaticSystem(endpoint.system) ? [participants] : participants.map((one) => [one]);
  return shared.flatMap((group) => {
    const chosen = firstWithRight(group, endpoint.system);
    if (chosen === undefined) return [];
    const { participant: recorder, channel, withoutRight } = chosen;
    return {
      ruleId: OWN_SYSTEMS_RULE,
      record: RECORD,
      endpoint,
      channel,
      recorder,
      withoutRight,
      onBehalfOf: group.map(({ id }) => id),
      after: [],
      visibleToClient: false,
      carries: undefined,
    };
  });
}

/** A rule may have given a person this very record by hand already: a record series has one duty. */
const repeats = (duty: PlacedDuty, byRules: readonly (Written & Partial<PlacedDuty>)[]): boolean =>
  byRules.some(
    ({ endpoint, record, recorder }) =>
      endpoint.id === duty.endpoint.id && record === duty.record && recorder?.id === duty.recorder.id,
  );
