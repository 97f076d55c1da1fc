import { entryBytes, growTree, HASH_BYTES, leafHash, rootOf } from '#audit';
import type { AuditEntry, Frontier, GrownNode } from '#audit';
import { sql } from 'kysely';
import type { ClientKey, ClientVault } from '../client-vault.js';
import type { Database, LedgerTransaction } from '../database.js';
import { claimEntries } from './claim-entries.js';
import type { ClaimedEntry } from './claim-entries.js';
import { commitmentOf, saltsOf } from './client-commitments.js';
import { entryOf } from './entry-row.js';
import type { TeamGrounds } from './entry-row.js';

export interface SequencerOptions {
  /** Entries in one transaction. */
  readonly limit: number;
  readonly groundsOf: (team: string) => TeamGrounds;
}

export interface Sequenced {
  readonly count: number;
  /** Kinds that this version does not know. */
  readonly unlisted: readonly string[];
}

interface Leaf {
  readonly entry: AuditEntry;
  readonly row: ClaimedEntry;
  readonly body: string;
  readonly hash: Buffer;
}

/**
 * Gives the entries that have no place yet their places in the log, in one transaction under the tree's lock: a second
 * sequencer waits here, and one that dies has done nothing (R53). No reader and no writer of entries waits for it.
 */
export async function sequenceEntries(
  db: Database,
  vault: ClientVault,
  options: SequencerOptions,
): Promise<Sequenced> {
  return db.transaction().execute(async (tx) => {
    const tree = await lockTree(tx);
    const claimed = await claimEntries(tx, options.limit);
    if (claimed.length === 0) return { count: 0, unlisted: [] };
    const leaves = await leavesOf(tx, vault, { tree, claimed, options });
    const { frontier, nodes } = growTree(
      tree.frontier,
      leaves.map(({ hash }) => hash),
    );
    await insertLeaves(tx, leaves);
    await insertNodes(tx, nodes);
    await moveTree(tx, frontier, tree.loggedAt);
    const unlisted = leaves.filter(({ entry }) => entry.class === 'unlisted');
    return { count: leaves.length, unlisted: [...new Set(unlisted.map(({ entry }) => entry.kind))] };
  });
}

interface LockedTree {
  readonly frontier: Frontier;
  /** Of what is added now: the database's clock, and never back. */
  readonly loggedAt: Date;
}

async function lockTree(tx: LedgerTransaction): Promise<LockedTree> {
  const { rows } = await sql<{ size: number; frontier: Buffer; loggedAt: Date }>`
    select size::float8 as size, frontier,
      date_trunc('milliseconds', greatest(logged_at, clock_timestamp())) as "loggedAt"
    from audit_tree for update
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new AuditTreeMissing();
  const hashes = Array.from({ length: row.frontier.length / HASH_BYTES }, (_, position) =>
    row.frontier.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
  );
  return { frontier: { size: row.size, hashes }, loggedAt: row.loggedAt };
}

/** The one row of the tree is not there: the schema is not ours. */
export class AuditTreeMissing extends Error {
  readonly code = 'audit-tree-missing';
  constructor() {
    super('the audit log has no tree');
    this.name = 'AuditTreeMissing';
  }
}

async function leavesOf(
  tx: LedgerTransaction,
  vault: ClientVault,
  {
    tree,
    claimed,
    options,
  }: {
    readonly tree: LockedTree;
    readonly claimed: readonly ClaimedEntry[];
    readonly options: SequencerOptions;
  },
): Promise<Leaf[]> {
  const clients = clientsOf(vault, claimed);
  const salts = await saltsOf(tx, vault, [...clients.values()]);
  const ordinals = new Map<string, number>();
  return claimed.map((row, position) => {
    const salt = row.clientKey === null ? undefined : salts.get(row.clientKey);
    const entry = entryOf(row, {
      index: tree.frontier.size + position,
      loggedAt: tree.loggedAt,
      ...(row.decision === null ? {} : { ordinal: nextOrdinal(ordinals, row) }),
      ...(salt === undefined || row.clientKey === null ? {} : { client: commitmentOf(row.clientKey, salt) }),
      ...(row.team === null ? {} : { grounds: options.groundsOf(row.team) }),
    });
    const body = entryBytes(entry);
    return { entry, row, body: body.toString('utf8'), hash: leafHash(body) };
  });
}

function nextOrdinal(ordinals: Map<string, number>, { decision, lastOrdinal }: ClaimedEntry): number {
  const ordinal = (ordinals.get(decision ?? '') ?? lastOrdinal) + 1;
  ordinals.set(decision ?? '', ordinal);
  return ordinal;
}

function clientsOf(vault: ClientVault, claimed: readonly ClaimedEntry[]): ReadonlyMap<string, ClientKey> {
  const clients = new Map<string, ClientKey>();
  for (const { clientKey, wrappedKey, keyVersion } of claimed) {
    if (clientKey === null || wrappedKey === null || keyVersion === null || clients.has(clientKey)) continue;
    clients.set(
      clientKey,
      vault.open({ id: clientKey, wrapped_key: wrappedKey, key_encryption_key_version: keyVersion }),
    );
  }
  return clients;
}

async function insertLeaves(tx: LedgerTransaction, leaves: readonly Leaf[]): Promise<void> {
  await sql`
    insert into audit_leaf (index, entry, body, leaf_hash, logged_at, kind, decision, ordinal, system)
    select l.index, l.entry, l.body, decode(l.hash, 'hex'), l.logged_at, l.kind, l.decision, l.ordinal, l.system
    from unnest(
      ${leaves.map(({ entry }) => entry.index)}::int8[], ${leaves.map(({ row }) => row.id)}::int8[],
      ${leaves.map(({ body }) => body)}::text[], ${leaves.map(({ hash }) => hash.toString('hex'))}::text[],
      ${leaves.map(({ entry }) => entry.loggedAt)}::timestamptz[], ${leaves.map(({ entry }) => entry.kind)}::text[],
      ${leaves.map(({ row }) => row.decision)}::uuid[],
      ${leaves.map(({ entry }) => entry.decision?.ordinal ?? null)}::int[],
      ${leaves.map(({ entry }) => entry.to?.system ?? null)}::text[]
    ) as l(index, entry, body, hash, logged_at, kind, decision, ordinal, system)
  `.execute(tx);
}

async function insertNodes(tx: LedgerTransaction, nodes: readonly GrownNode[]): Promise<void> {
  await sql`
    insert into audit_node (level, index, hash)
    select n.level, n.index, decode(n.hash, 'hex')
    from unnest(
      ${nodes.map(({ level }) => level)}::int[], ${nodes.map(({ index }) => index)}::int8[],
      ${nodes.map(({ hash }) => hash.toString('hex'))}::text[]
    ) as n(level, index, hash)
  `.execute(tx);
}

async function moveTree(tx: LedgerTransaction, frontier: Frontier, loggedAt: Date): Promise<void> {
  await sql`
    update audit_tree set size = ${frontier.size}, root = ${rootOf(frontier)},
      frontier = ${Buffer.concat(frontier.hashes)}, logged_at = ${loggedAt}
  `.execute(tx);
}
