import type { VerifierKey } from '#audit';
import type { Practice } from '#domain';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import type { LedgerReader } from '../../reading/ledger-reader.js';
import type { Receipts } from '../../receipt/receipts.js';
import type { DecisionDesk } from '../decisions/decision-desk.js';
import { LedgerDecisionDesk } from '../decisions/ledger-decision-desk.js';
import { LedgerLogDesk } from './ledger-log-desk.js';
import type { LogDesk } from './log-desk.js';

interface DesksOptions {
  readonly ledger: Pick<Ledger, 'overview' | 'audit' | 'index'>;
  readonly reader: Pick<LedgerReader, 'findDecision'>;
  readonly receipts: Pick<Receipts, 'issue'>;
  readonly practices: ReadonlyMap<string, Pick<Practice, 'team' | 'name'>>;
  /** Of the log and its witnesses. */
  readonly keys: readonly VerifierKey[];
  readonly log: Logger;
}

/** What stands behind the console's decisions and its log. */
export function openDesks({ ledger, reader, receipts, practices, keys, log }: DesksOptions): {
  readonly decisionDesk: DecisionDesk;
  readonly logDesk: LogDesk;
} {
  const teams = [...practices.values()]
    .map(({ team, name }) => ({ team, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'fi'));
  const decisionDesk = new LedgerDecisionDesk({ ledger, reader, receipts, teams });
  return { decisionDesk, logDesk: new LedgerLogDesk({ ledger, decisions: decisionDesk, keys, log }) };
}
