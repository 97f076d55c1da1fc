import type { ClientOpening, Selection } from '#audit';
import type { LeafFilter } from '#ledger';
import { Problem } from '../http/problem.js';
import type { ExportAsk } from './audit-desk.js';
import type { AuditDeskOptions } from './desk-options.js';

/** What is asked for, looked up. */
export interface Chosen {
  readonly selection: Selection;
  readonly filter: LeafFilter;
  readonly decisions: readonly { readonly row: string; readonly team: string; readonly decisionId: string }[];
  readonly clients: readonly ClientOpening[];
}

/** @throws Problem for what the log does not have */
export async function choose({ audit }: Pick<AuditDeskOptions, 'audit'>, ask: ExportAsk): Promise<Chosen> {
  switch (ask.type) {
    case 'decision': {
      const row = await audit.findDecisionRow(ask.team, ask.decisionId);
      if (row === undefined) throw new Problem('not-found');
      const { team, decisionId } = ask;
      return {
        selection: ask,
        filter: { decisions: [row] },
        decisions: [{ row, team, decisionId }],
        clients: [],
      };
    }
    case 'client': {
      const found = await audit.findClientsDecisions(ask.client);
      if (found === undefined) throw new Problem('not-found');
      const { decisions, salt, clientKey } = found;
      return {
        selection: {
          type: 'client',
          decisions: decisions.map(({ team, decisionId }) => ({ team, decisionId })),
        },
        filter: { decisions: decisions.map(({ row }) => row) },
        decisions,
        clients: [{ salt: salt.toString('hex'), key: clientKey }],
      };
    }
    case 'period': {
      const { from, until } = ask;
      const selection = { type: ask.type, from: from.toISOString(), until: until.toISOString() };
      return { selection, filter: { from, until }, decisions: [], clients: [] };
    }
    case 'system':
      return { selection: ask, filter: { system: ask.system }, decisions: [], clients: [] };
    case 'log':
      return { selection: ask, filter: {}, decisions: [], clients: [] };
  }
}

/** Which decisions a client has is for the entries to say, each of its own. */
export const loggedSelection = (selection: Selection): object =>
  selection.type === 'client' ? { type: 'client', decisions: selection.decisions.length } : selection;

/** Given before the export is noted: what they say stands on the log by then. */
export async function receiptsOf(
  { receipts }: Pick<AuditDeskOptions, 'receipts'>,
  { decisions }: Chosen,
): Promise<string[]> {
  const given: string[] = [];
  for (const { team, decisionId } of decisions) {
    const receipt = await receipts.issue(team, decisionId);
    if (receipt !== undefined) given.push(receipt);
  }
  return given;
}
