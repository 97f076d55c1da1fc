import type { ClientIdentifier } from '#domain';
import type { DecisionPage, Ledger } from '#ledger';
import type { Principal } from '#security';
import type { DecisionView, LedgerReader } from '../../reading/ledger-reader.js';
import type { Receipts } from '../../receipt/receipts.js';
import type { DecisionDesk, DecisionPart, DecisionSearch, GivenReceipt, TeamName } from './decision-desk.js';
import { readerOf } from './who-reads.js';

export interface DecisionDeskOptions {
  readonly ledger: Pick<Ledger, 'overview' | 'audit' | 'index'>;
  readonly reader: Pick<LedgerReader, 'findDecision'>;
  readonly receipts: Pick<Receipts, 'issue'>;
  readonly teams: readonly TeamName[];
}

const PAGE = 50;
/** More decisions than a client has in a lifetime. */
const MOST_OF_A_CLIENT = 500;

type DecisionName = Readonly<Record<'team' | 'decisionId', string>>;

/** The console's decisions over the ledger. */
export class LedgerDecisionDesk implements DecisionDesk {
  readonly teams: readonly TeamName[];

  constructor(private readonly options: DecisionDeskOptions) {
    this.teams = options.teams;
  }

  async search(caller: Principal, search: DecisionSearch, after?: string): Promise<DecisionPage> {
    const { overview, audit, index } = this.options.ledger;
    const actor = readerOf(caller, index);
    const page = await overview.findDecisions(search, { after, limit: PAGE });
    const facts = { ...searchFacts(search), count: page.decisions.length };
    await audit.note([{ kind: 'decision.searched', actor, facts }]);
    return page;
  }

  async searchByClient(caller: Principal, client: ClientIdentifier): Promise<DecisionPage> {
    const { overview, audit, index } = this.options.ledger;
    const actor = readerOf(caller, index);
    const clientKey = await overview.findClient(client);
    const page: DecisionPage =
      clientKey === undefined
        ? { decisions: [] }
        : await overview.findDecisions({ clientKey }, { limit: MOST_OF_A_CLIENT });
    const facts = { count: page.decisions.length };
    const rows = page.decisions.map(({ row }) => ({ decision: row }));
    // Of each decision, so that it stands among what was done with the client's data; that nobody was found, too.
    await audit.note(
      (rows.length === 0 ? [{}] : rows).map((about) => ({ kind: 'client.searched', actor, facts, ...about })),
    );
    return page;
  }

  async read(
    caller: Principal,
    { team, decisionId }: DecisionName,
    part: DecisionPart,
  ): Promise<DecisionView | undefined> {
    const decision = await this.options.reader.findDecision(team, decisionId);
    if (decision !== undefined) await this.note(caller, { team, decisionId }, part);
    return decision;
  }

  async receipt(caller: Principal, { team, decisionId }: DecisionName): Promise<GivenReceipt | undefined> {
    const receipt = await this.options.receipts.issue(team, decisionId);
    if (receipt === undefined) return undefined;
    await this.note(caller, { team, decisionId }, 'receipt');
    const [, payload = ''] = receipt.split('.');
    return { receipt, payload: JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) };
  }

  private async note(
    caller: Principal,
    { team, decisionId }: DecisionName,
    part: DecisionPart,
  ): Promise<void> {
    const { audit, index } = this.options.ledger;
    const actor = readerOf(caller, index);
    const decision = await audit.findDecisionRow(team, decisionId);
    await audit.note([
      { kind: 'decision.read', actor, ...(decision === undefined ? {} : { decision }), facts: { part } },
    ]);
  }
}

/** Words and dates only; their names are not those of an entry's own fields. */
export const searchFacts = (search: DecisionSearch): Readonly<Record<string, string | true>> => ({
  ...(search.team === undefined ? {} : { ofTeam: search.team }),
  ...(search.decisionId === undefined ? {} : { idBegins: search.decisionId }),
  ...(search.system === undefined ? {} : { ofSystem: search.system }),
  ...(search.state === undefined ? {} : { ofState: search.state }),
  ...(search.evidence === undefined ? {} : { ofEvidence: search.evidence }),
  ...(search.rollUp === undefined ? {} : { rollUp: search.rollUp }),
  ...(search.isOverdue === undefined ? {} : { overdue: true }),
  ...(search.from === undefined ? {} : { since: search.from.toISOString() }),
  ...(search.until === undefined ? {} : { until: search.until.toISOString() }),
});
