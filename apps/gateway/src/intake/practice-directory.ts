import type { Handling } from '#domain';

/** What intake asks of the teams' practices. */
export interface PracticeDirectory {
  /** @returns the handlings that the team's practice knows; undefined for a team that is not configured */
  handlings(team: string): readonly Handling[] | undefined;
}
