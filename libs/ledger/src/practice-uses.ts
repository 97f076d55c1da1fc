import type { Database } from './database.js';

/** A version of a practice, as the decisions that are kept name it. */
export interface PracticeUse {
  readonly practiceVersion: string;
  /** Decision versions that were planned by it. */
  readonly decisions: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Which versions of the team's practice planned its decisions, the last used first; no client data. */
export async function practiceUses(db: Database, team: string): Promise<PracticeUse[]> {
  const rows = await db
    .selectFrom('decision as d')
    .innerJoin('decision_version as v', 'v.decision', 'd.id')
    .select(({ fn }) => [
      'v.practice_version',
      fn.countAll<string>().as('decisions'),
      fn.min('v.taken_at').as('first_at'),
      fn.max('v.taken_at').as('last_at'),
    ])
    .where('d.team', '=', team)
    .groupBy('v.practice_version')
    .orderBy('last_at', 'desc')
    .orderBy('v.practice_version')
    .execute();
  return rows.map((row) => ({
    practiceVersion: row.practice_version,
    decisions: Number(row.decisions),
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}
