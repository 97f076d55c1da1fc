import type { ClientIdentifier } from '#domain';
import type { Database } from '../database.js';
import { nameOrganisations } from './acknowledgement-delays.js';
import type { AcknowledgementDelay, People } from './acknowledgement-delays.js';
import type { DecisionFilter } from './decision-filter.js';
import { findDecisions } from './find-decisions.js';
import type { DecisionPage } from './find-decisions.js';
import { backlogAges, countDecisions, periodFigures } from './recording-figures.js';
import type { BacklogAge, RecordingTimes, WeekCount } from './recording-figures.js';

/** What became of the decisions of a period. */
export interface RecordingFigures {
  readonly decisions: number;
  readonly weeks: readonly WeekCount[];
  readonly times: readonly RecordingTimes[];
  readonly backlog: readonly BacklogAge[];
  readonly acknowledgements: readonly AcknowledgementDelay[];
}

/** Decisions in lists, and their recording in figures. No client data comes out of here. */
export class Overview {
  constructor(
    private readonly db: Database,
    private readonly people: People,
  ) {}

  findDecisions(
    filter: DecisionFilter,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<DecisionPage> {
    return findDecisions(this.db, filter, page);
  }

  /** @returns the id of the client's key; undefined for a client whom the ledger does not know */
  findClient(client: ClientIdentifier): Promise<string | undefined> {
    return this.db.transaction().execute((tx) => this.people.vault.findKeyId(tx, client));
  }

  /** @param filter its period bounds the work: a month among a million tasks takes about a second */
  async figures(
    filter: DecisionFilter & Required<Pick<DecisionFilter, 'from' | 'until'>>,
  ): Promise<RecordingFigures> {
    // One after the other: a page must not take the pool from those that record.
    const decisions = await countDecisions(this.db, filter);
    const { weeks, times, acknowledgements: counted } = await periodFigures(this.db, filter);
    const backlog = await backlogAges(this.db, filter);
    const acknowledgements = await nameOrganisations(this.db, this.people, { counted, filter });
    return { decisions, weeks, times, backlog, acknowledgements };
  }
}
