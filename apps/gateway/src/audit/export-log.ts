import { makeBundle } from '#audit';
import type { AuditBundle, AuditEntry, ClientOpening, ProvenLeaf, Selection } from '#audit';
import type { Leaf, LeafFilter, StoredCheckpoint } from '#ledger';
import { v7 as uuid } from 'uuid';
import { Problem } from '../http/problem.js';
import type { ExportAsk, ExportRequest } from './audit-desk.js';
import type { AuditDeskOptions } from './desk-options.js';

interface Exporter extends AuditDeskOptions {
  /** Who asks, as the log has it. */
  readonly actor: string;
}

/** What is asked for, looked up. */
interface Chosen {
  readonly selection: Selection;
  readonly filter: LeafFilter;
  readonly decisions: readonly { readonly row: string; readonly team: string; readonly decisionId: string }[];
  readonly clients: readonly ClientOpening[];
}

/** As many as one file can carry. */
const MOST_ENTRIES = 20_000;
const RETRY_WITHOUT_CHECKPOINT_S = 10;
/** Times that the next checkpoint is looked for. */
const LOOKS = 60;

/**
 * Notes the export on the log, waits until that entry is under a checkpoint, and proves all up to there: so the bundle
 * itself shows when and why it was made, and that a decision's entries are all in it.
 * @throws Problem
 */
export async function exportLog(
  exporter: Exporter,
  { ask, purpose, knownSizes }: ExportRequest,
): Promise<AuditBundle> {
  const { audit, actor } = exporter;
  const chosen = await choose(exporter, ask);
  const { size } = await audit.tree();
  const count = await audit.countLeaves(chosen.filter, { until: size, limit: MOST_ENTRIES + 1 });
  if (count > MOST_ENTRIES) {
    throw new Problem('invalid', { errors: [{ path: '', code: 'too-many-entries' }] });
  }

  const receipts = await receiptsOf(exporter, chosen);
  const id = uuid();
  const facts = { export: id, purpose, selection: loggedSelection(chosen.selection) };
  const entry = { kind: 'audit.exported' as const, actor, facts };
  const own = await audit.note(
    chosen.decisions.length === 0
      ? [entry]
      : chosen.decisions.map(({ row }) => ({ ...entry, decision: row })),
  );
  const { places, head } = await underCheckpoint(exporter, own);
  return bundleOf(exporter, { id, purpose, knownSizes, chosen, receipts, places, head });
}

async function choose({ audit }: Exporter, ask: ExportAsk): Promise<Chosen> {
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
const loggedSelection = (selection: Selection): object =>
  selection.type === 'client' ? { type: 'client', decisions: selection.decisions.length } : selection;

/** Given before the export is noted: what they say stands on the log by then. */
async function receiptsOf({ receipts }: Exporter, { decisions }: Chosen): Promise<string[]> {
  const given: string[] = [];
  for (const { team, decisionId } of decisions) {
    const receipt = await receipts.issue(team, decisionId);
    if (receipt !== undefined) given.push(receipt);
  }
  return given;
}

/** @throws Problem when no checkpoint comes: the sequencer, the signer or the witness is away */
async function underCheckpoint(
  { audit, keys, pause }: Exporter,
  own: readonly string[],
): Promise<{ readonly places: readonly number[]; readonly head: StoredCheckpoint }> {
  const isCosigned = keys.some(({ kind }) => kind === 'witness');
  for (let look = 0; look < LOOKS; look++) {
    const places = await audit.placesOf(own);
    const last = places.at(-1);
    const head =
      last === undefined || places.length < own.length
        ? undefined
        : await audit.newestCheckpoint({ isCosigned, minSize: last + 1 });
    if (head !== undefined) return { places, head };
    await pause();
  }
  throw new Problem('not-now', { retryAfterSeconds: RETRY_WITHOUT_CHECKPOINT_S });
}

interface Noted {
  readonly id: string;
  readonly purpose: string;
  readonly knownSizes: readonly number[];
  readonly chosen: Chosen;
  readonly receipts: readonly string[];
  /** Of the export's own entries. */
  readonly places: readonly number[];
  readonly head: StoredCheckpoint;
}

async function bundleOf(exporter: Exporter, noted: Noted): Promise<AuditBundle> {
  const { audit, keys, receipts } = exporter;
  const { chosen, head, places } = noted;
  const { selection, filter } = chosen;
  // A decision's entries go as far as that of its export, which closes the count of them.
  const until = chosen.decisions.length === 0 ? head.size : (places.at(-1) ?? 0) + 1;
  const leaves = await audit.readLeaves(filter, { from: 0, until, limit: MOST_ENTRIES + 1 });
  const [first] = await audit.readLeaves({}, { from: places[0] ?? 0, limit: 1 });
  const checkpoints = await audit.checkpointsUntil(head.size, noted.knownSizes);
  return makeBundle({
    export: noted.id,
    exportedAt: first === undefined ? '' : (JSON.parse(first.body) as AuditEntry).at,
    origin: head.note.slice(0, head.note.indexOf('\n')),
    selection,
    purpose: noted.purpose,
    size: head.size,
    keys,
    checkpoints: checkpoints.map(({ note, cosignatures }) => note + cosignatures.join('')),
    consistency: await consistencyOf(exporter, checkpoints),
    entries: selection.type === 'log' ? leaves : await proven(exporter, leaves, head.size),
    neighbours: await neighboursOf(exporter, noted, leaves),
    receipts: noted.receipts,
    receiptKeys: receipts.keys(),
    clients: chosen.clients,
  });
}

async function consistencyOf({ audit }: Exporter, checkpoints: readonly StoredCheckpoint[]) {
  const sizes = checkpoints.map(({ size }) => size);
  return Promise.all(
    sizes.slice(1).map(async (to, position) => {
      const from = sizes[position] ?? 0;
      return { from, to, proof: await audit.consistencyProof(from, to) };
    }),
  );
}

/** Entries that are not of what was asked for, and that show that all of it is here; the export's own among them. */
async function neighboursOf(
  exporter: Exporter,
  { chosen: { selection, filter }, head, places }: Noted,
  leaves: readonly Leaf[],
): Promise<readonly ProvenLeaf[]> {
  const beside = selection.type === 'period' ? await exporter.audit.neighboursOf(filter, head.size) : [];
  const there = new Set(leaves.map(({ index }) => index));
  const wanted = [...new Set([...beside, ...places.slice(0, 1)])].filter((index) => !there.has(index));
  const found = await Promise.all(
    wanted.map((from) => exporter.audit.readLeaves({}, { from, until: from + 1, limit: 1 })),
  );
  return proven(exporter, found.flat(), head.size);
}

async function proven({ audit }: Exporter, leaves: readonly Leaf[], size: number): Promise<ProvenLeaf[]> {
  const proofs = await audit.inclusionProofs(
    leaves.map(({ index }) => index),
    size,
  );
  return leaves.map((leaf, position) => ({ ...leaf, proof: proofs[position] ?? [] }));
}
