import type { Decision } from '../decision.js';
import type { Practice } from '../practice/practice.js';
import type { RecordingEndpoint } from '../practice/recording-endpoint.js';
import { comparePlans } from './compare-plans.js';
import type { PlanChange } from './compare-plans.js';
import type { Duty } from './duty.js';
import { helsinkiDay } from './helsinki-time.js';
import { planDuties } from './plan-duties.js';

/** Why a practice would not take the decision at all. */
export type PracticeRefusal = 'unknown-team' | 'handling-not-allowed';

/** One thing that would be different: a task, or whether the decision would be taken at all. */
export type PlanDifference =
  PlanChange | { readonly change: 'refused'; readonly by: 'old' | 'new'; readonly code: PracticeRefusal };

/** Decisions of a team in which the same thing would be different. */
export type PlanDifferenceRow = PlanDifference & {
  readonly team: string;
  readonly count: number;
  readonly decisionIds: readonly string[];
};

export interface PlanDifferences {
  /** All that were planned twice. */
  readonly decisions: number;
  readonly different: number;
  readonly rows: readonly PlanDifferenceRow[];
}

/** What decisions are planned by. */
export interface PracticeSet {
  /** By team. */
  readonly practices: ReadonlyMap<string, Practice>;
  readonly endpoints: readonly RecordingEndpoint[];
}

interface TakenDecision {
  readonly decision: Decision;
  readonly takenAt: Date;
}

/** Gathers what would be different, decision by decision: ids, words and counts, nothing of a client. */
export class PlanReplay {
  private decisions = 0;
  private different = 0;
  private readonly rows = new Map<string, Gathered>();

  constructor(
    private readonly before: PracticeSet,
    private readonly after: PracticeSet,
  ) {}

  /** Plans the decision by both practices, as on the day that it was taken. */
  take({ decision, takenAt }: TakenDecision): void {
    const today = helsinkiDay(takenAt);
    const was = planBy(this.before, decision, today);
    const is = planBy(this.after, decision, today);
    const differences = differencesOf(was, is);
    this.decisions += 1;
    if (differences.length > 0) this.different += 1;
    for (const difference of differences) this.note(difference, decision);
  }

  differences(): PlanDifferences {
    const rows = [...this.rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      decisions: this.decisions,
      different: this.different,
      rows: rows.map(([, { team, difference, decisionIds }]) => ({
        team,
        ...difference,
        count: decisionIds.length,
        decisionIds,
      })),
    };
  }

  private note(difference: PlanDifference, { team, decisionId }: Decision): void {
    const key = JSON.stringify([team, difference]);
    const decisionIds = this.rows.get(key)?.decisionIds ?? [];
    // One decision may have the same change twice, for two persons.
    if (decisionIds.at(-1) !== decisionId) decisionIds.push(decisionId);
    this.rows.set(key, { team, difference, decisionIds });
  }
}

interface Gathered {
  readonly team: string;
  readonly difference: PlanDifference;
  readonly decisionIds: string[];
}

interface Plan {
  readonly duties: readonly Duty[];
  readonly refusal?: PracticeRefusal;
}

function planBy({ practices, endpoints }: PracticeSet, decision: Decision, today: string): Plan {
  const practice = practices.get(decision.team);
  if (practice === undefined) return { duties: [], refusal: 'unknown-team' };
  if (!practice.handlings.includes(decision.handling)) {
    return { duties: [], refusal: 'handling-not-allowed' };
  }
  // What was withdrawn since stays so under either practice, and would only hide differences.
  return planDuties({ decision, practice, endpoints, today, withdrawals: [] });
}

function differencesOf(was: Plan, is: Plan): readonly PlanDifference[] {
  const tasks = comparePlans(was.duties, is.duties);
  return was.refusal === is.refusal ? tasks : [...refusedBy('old', was), ...refusedBy('new', is), ...tasks];
}

const refusedBy = (by: 'old' | 'new', { refusal }: Plan): readonly PlanDifference[] =>
  refusal === undefined ? [] : [{ change: 'refused', by, code: refusal }];
