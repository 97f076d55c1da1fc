import { sql } from 'kysely';
import type { Database } from '../database.js';

/** How far the log is proven; ages in seconds, 0 where nothing waits. */
export interface AuditProgress {
  /** Entries that wait for their place. */
  readonly waiting: number;
  readonly waitingSeconds: number;
  readonly entries: number;
  readonly signedEntries: number;
  readonly cosignedEntries: number;
  /** Since the oldest entry got its place that no checkpoint speaks for. */
  readonly unsignedSeconds: number;
  readonly uncosignedSeconds: number;
}

const NOTHING: AuditProgress = {
  waiting: 0,
  waitingSeconds: 0,
  entries: 0,
  signedEntries: 0,
  cosignedEntries: 0,
  unsignedSeconds: 0,
  uncosignedSeconds: 0,
};

/** The leaf with the index of a size is the first that a tree of this size does not have. */
export async function auditProgress(db: Database): Promise<AuditProgress> {
  const { rows } = await sql<AuditProgress>`
    with far as (
      select (select size from audit_tree) as entries,
        coalesce((select max(size) from audit_checkpoint), 0) as signed,
        coalesce((select max(size) from audit_cosignature), 0) as cosigned)
    select (select count(*)::int from audit_pending) as waiting, ${secondsSince(sql`
        select e.at from audit_entry e where e.id = (select min(entry) from audit_pending)`)} as "waitingSeconds",
      far.entries::float8 as entries, far.signed::float8 as "signedEntries", far.cosigned::float8 as "cosignedEntries",
      ${secondsSince(sql`select l.logged_at from audit_leaf l where l.index = far.signed`)} as "unsignedSeconds",
      ${secondsSince(sql`select l.logged_at from audit_leaf l where l.index = far.cosigned`)} as "uncosignedSeconds"
    from far
  `.execute(db);
  return rows[0] ?? NOTHING;
}

const secondsSince = (when: ReturnType<typeof sql>) =>
  sql`greatest(0, coalesce(extract(epoch from clock_timestamp() - (${when})), 0))::float8`;
