import type { PlanDifferences, Practice } from '#domain';
import type { PracticeUse } from '#ledger';
import type { Principal } from '#security';

/** How far back a changed practice is tried out, in days. */
export const TRY_OUT_DAYS = [7, 30, 90] as const;
export type TryOutDays = (typeof TRY_OUT_DAYS)[number];

/** Decisions that are planned anew at most: a page is waited for. */
export const MOST_DECISIONS = 1_000;

/** A practice that is in no file yet. */
export interface PracticeDraft {
  /** Whose practice it would replace. */
  readonly team: string;
  /** YAML */
  readonly text: string;
  readonly days: TryOutDays;
}

/** What a changed practice would plan otherwise. */
export interface PracticeComparison {
  /** Of the changed practice. */
  readonly version: string;
  readonly differences: PlanDifferences;
  /** There are more decisions than were planned. */
  readonly isCut: boolean;
}

/** What the pages of practices ask for. */
export interface PracticeDesk {
  /** All that are configured, by name. */
  readonly practices: readonly Practice[];
  /** Which versions of the team's practice planned its decisions. */
  uses(team: string): Promise<readonly PracticeUse[]>;
  /**
   * Plans the team's stored decisions by the practice in force and by the draft. Nothing is stored but an entry on
   * the log, which is there before anything is told.
   * @throws ConfigurationFault when the draft is no practice
   * @throws Problem when the session names nobody
   */
  compare(caller: Principal, draft: PracticeDraft): Promise<PracticeComparison>;
}
