import type { ClientIdentifier } from '#domain';
import type { DecisionFilter, DecisionPage } from '#ledger';
import type { Principal } from '#security';
import type { DecisionView } from '../../reading/ledger-reader.js';

/** A team as people know it. */
export interface TeamName {
  readonly team: string;
  readonly name: string;
}

/** What somebody searched by, but a client: that is a search of its own. */
export type DecisionSearch = Omit<DecisionFilter, 'clientKey'>;

/** A receipt as it is given out. */
export interface GivenReceipt {
  /** Compact JWS: what proves. */
  readonly receipt: string;
  /** What it says, for whoever reads it. */
  readonly payload: unknown;
}

/** Which part of a decision somebody looked at. A closed set: it stands on the log. */
export type DecisionPart = 'state' | 'receipt' | 'proof';

/** What the console's decisions ask for. Every reading is noted on the log before anything is told. */
export interface DecisionDesk {
  /** Those whose practices are configured, by name. */
  readonly teams: readonly TeamName[];
  /** Newest first. @param after row of the decision that the page begins after */
  search(caller: Principal, search: DecisionSearch, after?: string): Promise<DecisionPage>;
  /** All decisions of one client; none for one whom nobody knows. */
  searchByClient(caller: Principal, client: ClientIdentifier): Promise<DecisionPage>;
  read(
    caller: Principal,
    decision: { readonly team: string; readonly decisionId: string },
    part: DecisionPart,
  ): Promise<DecisionView | undefined>;
  receipt(
    caller: Principal,
    decision: { readonly team: string; readonly decisionId: string },
  ): Promise<GivenReceipt | undefined>;
}
