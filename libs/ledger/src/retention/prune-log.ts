import type { LogRetention } from '#audit';
import { sql } from 'kysely';
import { noteEntries } from '../audit/note-entries.js';
import type { Database, LedgerTransaction } from '../database.js';

/** How far the log was pruned: `since` to `until - 1`. */
export interface Pruning {
  readonly since: number;
  readonly until: number;
}

export interface PruningOptions {
  readonly policy: LogRetention;
  /** Entries in one transaction. */
  readonly most: number;
  /** Who does it: an app's name. */
  readonly actor: string;
}

/** The largest export is read in less. */
const EXPORT_MINUTES = 30;

/**
 * Takes away what can be read of the oldest entries, as far as each is old enough by its class, under a checkpoint that
 * a witness has seen, of no decision that is held or open. Their hashes stay, so that every proof given before holds.
 * PostgreSQL judges it once more by itself, whoever asks (0012-retention-and-erasure.sql).
 * @returns undefined when nothing is due
 */
export function pruneLog(
  db: Database,
  { policy, most, actor }: PruningOptions,
): Promise<Pruning | undefined> {
  return db.transaction().execute(async (tx) => {
    // Nobody puts a hold between looking and taking away, and nobody else prunes.
    await sql`lock table legal_hold in share mode`.execute(tx);
    await sql`lock table audit_pruning in share row exclusive mode`.execute(tx);
    if (await isBeingExported(tx)) return undefined;
    const span = await prunable(tx, policy, most);
    if (span.until <= span.since) return undefined;
    const [entry] = await noteEntries(tx, [{ kind: 'audit.pruned', actor, facts: { ...span, policy } }]);
    await sql`select prune_audit_log(${span.until}, ${JSON.stringify(policy)}::jsonb, ${entry})`.execute(tx);
    return span;
  });
}

/** An export reads the log over some time, as it was when it was noted: nothing goes from under it. */
async function isBeingExported(tx: LedgerTransaction): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from audit_leaf where kind = 'audit.exported'
      and logged_at > clock_timestamp() - make_interval(mins => ${EXPORT_MINUTES}::integer)) as is
  `.execute(tx);
  return rows[0]?.is ?? false;
}

async function prunable(tx: LedgerTransaction, policy: LogRetention, most: number): Promise<Pruning> {
  const { rows } = await sql<Pruning>`
    select pruned_until()::float8 as since,
      audit_prunable_until(${JSON.stringify(policy)}::jsonb, ${most}::integer)::float8 as until
  `.execute(tx);
  return rows[0] ?? { since: 0, until: 0 };
}

/** The newest pruning, as a tree of some size tells of it. */
export interface ToldPruning {
  readonly until: number;
  /** Place of the entry that tells of it; undefined where the tree does not reach as far yet. */
  readonly entry: number | undefined;
}

/** @returns undefined for a log that is whole */
export async function findPruning(db: Database, size: number): Promise<ToldPruning | undefined> {
  const { rows } = await sql<{ until: number; entry: number | null }>`
    select p.until::float8 as until, l.index::float8 as entry
    from audit_pruning p left join audit_leaf l on l.entry = p.entry and l.index < ${size}
    order by p.until desc limit 1
  `.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : { until: row.until, entry: row.entry ?? undefined };
}
