import { bundleLines, makeBundle } from '#audit';
import type { AuditBundle, AuditEntry, BundleHeadParts, ProvenLeaf } from '#audit';
import type { Leaf, StoredCheckpoint } from '#ledger';
import { v7 as uuid } from 'uuid';
import { Problem } from '../http/problem.js';
import type { ExportedLines, ExportRequest } from './audit-desk.js';
import { choose, loggedSelection, receiptsOf } from './choose-entries.js';
import type { Chosen } from './choose-entries.js';
import type { AuditDeskOptions } from './desk-options.js';

interface Exporter extends AuditDeskOptions {
  /** Who asks, as the log has it. */
  readonly actor: string;
}

/** As many as one object carries: it is made, and read by whoever verifies it, in memory. */
const MOST_ENTRIES = 20_000;
/** Entries that are read, proven and sent together. */
const PAGE = 1_000;
const RETRY_WITHOUT_CHECKPOINT_S = 10;
/** Times that the next checkpoint is looked for. */
const LOOKS = 60;

/**
 * Notes the export on the log, waits until that entry is under a checkpoint, and proves all up to there: so the bundle
 * itself shows when and why it was made, and that a decision's entries are all in it.
 * @throws Problem
 */
export async function exportLog(exporter: Exporter, request: ExportRequest): Promise<AuditBundle> {
  const chosen = await choose(exporter, request.ask);
  await refuseTooMany(exporter, chosen);
  const noted = await note(exporter, request, chosen);
  const leaves = await exporter.audit.readLeaves(chosen.filter, {
    ...rangeOf(noted),
    limit: MOST_ENTRIES + 1,
  });
  return makeBundle({
    ...(await headOf(exporter, noted, new Set(leaves.map(({ index }) => index)))),
    entries: chosen.selection.type === 'log' ? leaves : await proven(exporter, leaves, noted.head.size),
  });
}

/**
 * The same for exports of any size, as lines: entries are read while they are sent.
 * @throws Problem; what fails once lines are on their way leaves the export without its end, which shows
 */
export async function exportLines(exporter: Exporter, request: ExportRequest): Promise<ExportedLines> {
  const chosen = await choose(exporter, request.ask);
  if (chosen.decisions.length > 0) {
    throw new Problem('invalid', { errors: [{ path: '/format', code: 'not-in-lines' }] });
  }
  const noted = await note(exporter, request, chosen);
  const head = await headOf(exporter, noted, undefined);
  return { export: noted.id, lines: bundleLines(head, leavesOf(exporter, noted)) };
}

async function refuseTooMany({ audit }: Exporter, { filter }: Chosen): Promise<void> {
  const { size } = await audit.tree();
  const count = await audit.countLeaves(filter, { until: size, limit: MOST_ENTRIES + 1 });
  if (count > MOST_ENTRIES) {
    throw new Problem('invalid', { errors: [{ path: '', code: 'too-many-entries' }] });
  }
}

async function note(
  exporter: Exporter,
  { purpose, knownSizes }: ExportRequest,
  chosen: Chosen,
): Promise<Noted> {
  const { audit, actor } = exporter;
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
  const pruned = await prunedPart(exporter, head.size);
  return { id, purpose, knownSizes, chosen, receipts, places, head, pruned };
}

/** A decision's entries go as far as that of its export, which closes the count of them. */
const rangeOf = ({ chosen, head, places }: Noted): { readonly from: number; readonly until: number } => ({
  from: 0,
  until: chosen.decisions.length === 0 ? head.size : (places.at(-1) ?? 0) + 1,
});

async function* leavesOf(exporter: Exporter, noted: Noted): AsyncGenerator<ProvenLeaf> {
  const { selection, filter } = noted.chosen;
  const { until } = rangeOf(noted);
  for (let from = 0; from < until;) {
    const leaves = await exporter.audit.readLeaves(filter, { from, until, limit: PAGE });
    yield* selection.type === 'log' ? leaves : await proven(exporter, leaves, noted.head.size);
    const last = leaves.at(-1);
    from = last === undefined || leaves.length < PAGE ? until : last.index + 1;
  }
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
  /** Undefined: the log is whole. */
  readonly pruned: BundleHeadParts['pruned'];
}

/** @throws Problem while a pruning is so new that its own entry is under no checkpoint yet */
async function prunedPart({ audit }: Exporter, size: number): Promise<Noted['pruned']> {
  const pruning = await audit.findPruning(size);
  if (pruning === undefined) return undefined;
  const { until, entry } = pruning;
  if (entry === undefined) {
    throw new Problem('not-now', { retryAfterSeconds: RETRY_WITHOUT_CHECKPOINT_S });
  }
  return { until, entry, subtrees: await audit.subtreesOf(until) };
}

/** @param there indexes of the entries; undefined where they are not known beforehand */
async function headOf(
  exporter: Exporter,
  noted: Noted,
  there: ReadonlySet<number> | undefined,
): Promise<BundleHeadParts> {
  const { audit, keys, receipts } = exporter;
  const { chosen, head, places } = noted;
  const [first] = await audit.readLeaves({}, { from: places[0] ?? 0, limit: 1 });
  const checkpoints = await audit.checkpointsUntil(head.size, noted.knownSizes);
  return {
    export: noted.id,
    exportedAt: first === undefined ? '' : (JSON.parse(first.body) as AuditEntry).at,
    origin: head.note.slice(0, head.note.indexOf('\n')),
    selection: chosen.selection,
    purpose: noted.purpose,
    size: head.size,
    keys,
    checkpoints: checkpoints.map(({ note: text, cosignatures }) => text + cosignatures.join('')),
    consistency: await consistencyOf(exporter, checkpoints),
    neighbours: await neighboursOf(exporter, noted, there),
    receipts: noted.receipts,
    receiptKeys: receipts.keys(),
    clients: chosen.clients,
    ...(noted.pruned === undefined ? {} : { pruned: noted.pruned }),
  };
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

/**
 * Entries that are not of what was asked for, and that show that all of it is here; the export's own among them, which
 * may be among the entries as well where those are not known beforehand.
 */
async function neighboursOf(
  exporter: Exporter,
  { chosen: { selection, filter }, head, places, pruned }: Noted,
  there: ReadonlySet<number> | undefined,
): Promise<readonly ProvenLeaf[]> {
  const beside = selection.type === 'period' ? await exporter.audit.neighboursOf(filter, head.size) : [];
  const told = pruned === undefined ? [] : [pruned.entry];
  const wanted = [...new Set([...beside, ...places.slice(0, 1), ...told])].filter(
    (index) => there?.has(index) !== true,
  );
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
