import type { Consent, Decision, Participant } from '../decision.js';
import type { Practice } from '../practice/practice.js';
import type { RecordingEndpoint } from '../practice/recording-endpoint.js';
import type { Sector } from '../words.js';

/** A withdrawal of a consent, whole or of some sectors. */
export interface ConsentWithdrawal {
  /** RFC 3339 */
  readonly at: string;
  /** Sectors withdrawn; all when absent. */
  readonly covers?: readonly Sector[];
}

/** What a plan is made from; nothing else has a say in it. */
export interface PlanningInput {
  readonly decision: Decision;
  readonly practice: Practice;
  readonly endpoints: readonly RecordingEndpoint[];
  /** `YYYY-MM-DD` in Europe/Helsinki: the day that a consent's validity is held against. */
  readonly today: string;
  /** Of the decision's consent id, in the order of their coming. */
  readonly withdrawals: readonly ConsentWithdrawal[];
}

/** The input with what every step of the planning asks of it. */
export interface PlanningCase extends PlanningInput {
  /** Those who attended, in list order: only they can be candidates or have a duty of the own-systems rule. */
  readonly attending: readonly Participant[];
  readonly typClient: boolean;
  readonly caseManager: Participant | undefined;
  /** Deadlines run from this moment, RFC 3339. */
  readonly countedFrom: string;
}

/** The consent as the tests and the records see it. */
export interface ConsentSituation {
  /** Undefined when none came. */
  readonly consent: Consent | undefined;
  readonly withdrawals: readonly ConsentWithdrawal[];
}

/** A decision names a participant that it does not list. Intake refuses such decisions; this is a defect. */
export class UnresolvedReference extends Error {
  readonly code = 'unresolved-reference';
  constructor() {
    super('the decision refers to a participant that it does not list');
    this.name = 'UnresolvedReference';
  }
}

/** @throws UnresolvedReference */
export function planningCase(input: PlanningInput): PlanningCase {
  const { decision } = input;
  return {
    ...input,
    attending: decision.participants.filter(attended),
    typClient: decision.client?.typClient === true,
    caseManager:
      decision.caseManager === undefined ? undefined : participantOf(decision, decision.caseManager),
    countedFrom: decision.decidedAt,
  };
}

export const attended = (participant: Participant): boolean => participant.attended !== false;

/** @throws UnresolvedReference */
export function participantOf(decision: Pick<Decision, 'participants'>, id: string): Participant {
  const participant = decision.participants.find((candidate) => candidate.id === id);
  if (participant === undefined) throw new UnresolvedReference();
  return participant;
}
