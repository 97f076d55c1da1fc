import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Database } from '../database.js';

/** What a check of the whole log came to. Indexes are places on the log; `until` is not of them any more. */
export type LogCheckResult =
  | { readonly kind: 'intact'; readonly signed: number }
  /** Whole, and the newest entries stand under no checkpoint yet. */
  | { readonly kind: 'unsigned'; readonly signed: number }
  /** Something between these places is not what it was; of a single entry with its hashes, in hexadecimal. */
  | {
      readonly kind: 'differs';
      readonly from: number;
      readonly until: number;
      readonly expected?: string;
      readonly found?: string;
    }
  | { readonly kind: 'missing'; readonly from: number; readonly until: number };

export interface LogCheck {
  readonly id: string;
  /** Entries on the log when the check began. */
  readonly entries: number;
  readonly checked: number;
  readonly begunAt: Date;
  readonly endedAt: Date | undefined;
  /** Absent while it runs. */
  readonly result: LogCheckResult | undefined;
  /** Nobody goes on with it: its process ended. */
  readonly isCutShort: boolean;
}

/** A check tells of itself with every batch; one that is silent for so long is over. */
const SILENCE = sql`interval '30 seconds'`;

/** Checks that people asked for, with how far each has come. */
export class LogChecks {
  constructor(private readonly db: Database) {}

  /** @returns the new check; undefined while another one runs */
  begin(entries: number): Promise<string | undefined> {
    return this.db.transaction().execute(async (tx) => {
      await sql`lock table log_check in share row exclusive mode`.execute(tx);
      const { rows } = await sql<{ id: string }>`
        insert into log_check (id, entries, begun_at, seen_at)
        select ${uuid()}::uuid, ${entries}, clock_timestamp(), clock_timestamp()
        where not exists (
          select from log_check where ended_at is null and seen_at > clock_timestamp() - ${SILENCE})
        returning id
      `.execute(tx);
      return rows[0]?.id;
    });
  }

  async progress(id: string, checked: number): Promise<void> {
    await sql`
      update log_check set checked = ${checked}, seen_at = clock_timestamp() where id = ${id}::uuid and ended_at is null
    `.execute(this.db);
  }

  async end(id: string, checked: number, result: LogCheckResult): Promise<void> {
    await sql`
      update log_check set checked = ${checked}, seen_at = clock_timestamp(), ended_at = clock_timestamp(),
        result = ${JSON.stringify(result)}::jsonb
      where id = ${id}::uuid and ended_at is null
    `.execute(this.db);
  }

  async find(id: string): Promise<LogCheck | undefined> {
    return this.first(sql`where id = ${id}::uuid`);
  }

  newest(): Promise<LogCheck | undefined> {
    return this.first(sql`order by begun_at desc limit 1`);
  }

  private async first(which: ReturnType<typeof sql>): Promise<LogCheck | undefined> {
    const { rows } = await sql<Omit<LogCheck, 'endedAt' | 'result'> & NullableEnd>`
      select id, entries::float8 as entries, checked::float8 as checked, begun_at as "begunAt", ended_at as "endedAt",
        result, ended_at is null and seen_at <= clock_timestamp() - ${SILENCE} as "isCutShort"
      from log_check ${which}
    `.execute(this.db);
    const [row] = rows;
    return row && { ...row, endedAt: row.endedAt ?? undefined, result: row.result ?? undefined };
  }
}

interface NullableEnd {
  readonly endedAt: Date | null;
  readonly result: LogCheckResult | null;
}
