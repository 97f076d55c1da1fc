import type { Finding, MonthRange, TeamStatistics } from '#ledger';

/** What these routes ask of the ledger: counts, and ids of what was found wrong. */
export interface StatisticsReader {
  teamStatistics(team: string, months: MonthRange): Promise<TeamStatistics>;
  listFindings(limit: number): Promise<readonly Finding[]>;
}
