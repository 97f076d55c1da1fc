import type { VerifierKey } from '#audit';
import type { Ledger, LogCheck, LogCheckResult } from '#ledger';
import type { Logger } from '#observability';
import type { Principal } from '#security';
import type { DecisionDesk } from '../decisions/decision-desk.js';
import { searchFacts } from '../decisions/ledger-decision-desk.js';
import { readerOf } from '../decisions/who-reads.js';
import { checkLog } from './check-log.js';
import type { DecisionProof, LogDesk, LogOverview, LogSearch } from './log-desk.js';
import { proveDecision } from './prove-decision.js';

export interface LogDeskOptions {
  readonly ledger: Pick<Ledger, 'overview' | 'audit' | 'index'>;
  readonly decisions: Pick<DecisionDesk, 'read' | 'receipt'>;
  /** Of the log and its witnesses. */
  readonly keys: readonly VerifierKey[];
  readonly log: Logger;
}

const PAGE = 50;

/** The console's log over the ledger. */
export class LedgerLogDesk implements LogDesk {
  constructor(private readonly options: LogDeskOptions) {}

  async overview(caller: Principal, search: LogSearch, after?: string): Promise<LogOverview> {
    const { overview, audit, index } = this.options.ledger;
    const actor = readerOf(caller, index);
    const figures = await overview.figures(search);
    const page = await overview.findDecisions(search, { after, limit: PAGE });
    const check = await audit.checks.newest();
    const facts = { view: 'summary', ...searchFacts(search), count: page.decisions.length };
    await audit.note([{ kind: 'audit.read', actor, facts }]);
    return { figures, page, ...(check === undefined ? {} : { check }) };
  }

  async proof(
    caller: Principal,
    name: { readonly team: string; readonly decisionId: string },
  ): Promise<DecisionProof | undefined> {
    const { audit } = this.options.ledger;
    const decision = await this.options.decisions.read(caller, name, 'proof');
    const given = decision === undefined ? undefined : await this.options.decisions.receipt(caller, name);
    const row = given === undefined ? undefined : await audit.findDecisionRow(name.team, name.decisionId);
    if (decision === undefined || given === undefined || row === undefined) return undefined;
    return { decision, given, ...(await proveDecision({ audit, keys: this.options.keys }, row)) };
  }

  async beginCheck(caller: Principal): Promise<string> {
    const { audit, index } = this.options.ledger;
    const actor = readerOf(caller, index);
    const { size } = await audit.tree();
    const id = await audit.checks.begin(size);
    if (id === undefined) return (await audit.checks.newest())?.id ?? '';
    await audit.note([{ kind: 'audit.checked', actor, facts: { check: id, entries: size } }]);
    this.run(id, actor).catch((error: unknown) => {
      // Nobody goes on with it: its page says so before long.
      this.options.log.warn('audit.check-cut-short', { error });
    });
    return id;
  }

  async findCheck(id: string): Promise<LogCheck | undefined> {
    return this.options.ledger.audit.checks.find(id);
  }

  private async run(id: string, actor: string): Promise<void> {
    const { audit } = this.options.ledger;
    const { checked, result } = await checkLog({
      audit,
      keys: this.options.keys,
      onProgress: (done) => audit.checks.progress(id, done),
    });
    await audit.note([{ kind: 'audit.checked', actor, facts: { check: id, ...resultFacts(result) } }]);
    await audit.checks.end(id, checked, result);
    if (result.kind === 'differs' || result.kind === 'missing') {
      this.options.log.error('audit.check-found', { code: result.kind, index: result.from });
    }
  }
}

const resultFacts = (result: LogCheckResult): Readonly<Record<string, string | number>> =>
  'from' in result
    ? { found: result.kind, from: result.from, until: result.until }
    : { found: result.kind, signed: result.signed };
