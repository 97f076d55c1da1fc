import { sql } from 'kysely';
import type { Database } from '../database.js';

/** A signed note as it is kept, with the witnesses' lines that came to it. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
  readonly signedAt: Date;
  readonly cosignatures: readonly string[];
}

export interface Cosignature {
  readonly size: number;
  /** The witness's key name. */
  readonly witness: string;
  /** The signature line. */
  readonly line: string;
  readonly at: Date;
}

/** Repeated for the same size it changes nothing: the log signs one tree of a size. */
export async function addCheckpoint(
  db: Database,
  { size, note, signedAt }: Omit<StoredCheckpoint, 'cosignatures'>,
): Promise<void> {
  await sql`
    insert into audit_checkpoint (size, note, signed_at) values (${size}, ${note}, ${signedAt})
    on conflict (size) do nothing
  `.execute(db);
}

export async function addCosignature(db: Database, { size, witness, line, at }: Cosignature): Promise<void> {
  await sql`
    insert into audit_cosignature (size, witness, line, given_at) values (${size}, ${witness}, ${line}, ${at})
    on conflict (size, witness) do nothing
  `.execute(db);
}

export interface CheckpointQuestion {
  /** Only those that a witness signed too. */
  readonly isCosigned: boolean;
  /** At least so large. */
  readonly minSize?: number;
}

/** @returns the newest one that there is */
export async function newestCheckpoint(
  db: Database,
  { isCosigned, minSize = 0 }: CheckpointQuestion,
): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql<StoredCheckpoint>`
    select ${COLUMNS} from audit_checkpoint c
    where c.size >= ${minSize}
      and (not ${isCosigned}::boolean or exists (select from audit_cosignature s where s.size = c.size))
    order by c.size desc limit 1
  `.execute(db);
  return rows[0];
}

/**
 * Those that an export shows the log's growth by: of each day the last one, and those of the sizes asked for.
 * @returns smallest first, none above `untilSize`
 */
export async function checkpointsUntil(
  db: Database,
  untilSize: number,
  sizes: readonly number[],
): Promise<StoredCheckpoint[]> {
  const { rows } = await sql<StoredCheckpoint>`
    select ${COLUMNS} from audit_checkpoint c
    where c.size <= ${untilSize} and (c.size = ${untilSize} or c.size = any(${[...sizes]}::int8[]) or c.size in (
      select max(day.size) from audit_checkpoint day where day.size <= ${untilSize}
      group by date_trunc('day', day.signed_at)))
    order by c.size
  `.execute(db);
  return rows;
}

const COLUMNS = sql`c.size::float8 as size, c.note, c.signed_at as "signedAt",
  array(select s.line from audit_cosignature s where s.size = c.size order by s.witness) as cosignatures`;

/** Whether an export waits for the next checkpoint: somebody sits before it. */
export async function isExportWaiting(db: Database, signedSize: number): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from audit_leaf where kind = 'audit.exported' and index >= ${signedSize}) as waits
  `.execute(db);
  return rows[0]?.waits ?? false;
}
