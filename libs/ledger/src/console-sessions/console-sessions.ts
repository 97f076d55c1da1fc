import type { KeyRing } from '#security';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { noteEntries } from '../audit/note-entries.js';
import type { NewEntry } from '../audit/note-entries.js';
import type { Database } from '../database.js';
import { openClaims, sealClaims } from './seal-claims.js';

/** A session that begins. */
export interface NewSession {
  /** SHA-256 of what only the browser has. */
  readonly tokenDigest: Buffer;
  /** Encrypted as a whole; JSON. */
  readonly claims: object;
  readonly idleMs: number;
  /** It ends then whatever the person does. */
  readonly wholeMs: number;
  /** Of the session that the browser had before, which ends. */
  readonly before?: Buffer | undefined;
  readonly entry: NewEntry;
}

export interface StoredSession {
  readonly claims: unknown;
  readonly idleEndsAt: Date;
  readonly endsAt: Date;
}

/** Who is signed in to the console, by digests of tokens. All times are the database's: replicas agree on them. */
export class ConsoleSessions {
  constructor(
    private readonly db: Database,
    private readonly keyRing: KeyRing,
  ) {}

  /** Stores the session and its audit entry, and takes away those that have ended. */
  async begin({ tokenDigest, claims, idleMs, wholeMs, before, entry }: NewSession): Promise<void> {
    const id = uuid();
    const sealed = sealClaims(this.keyRing, id, claims);
    await this.db.transaction().execute(async (tx) => {
      await sql`
        delete from console_session
        where idle_ends_at <= now() or ends_at <= now() or token_digest = ${before ?? null}
      `.execute(tx);
      await sql`
        insert into console_session
          (id, token_digest, wrapped_key, key_encryption_key_version, claims, seen_at, idle_ends_at, ends_at)
        values (${id}, ${tokenDigest}, ${sealed.wrapped_key}, ${sealed.key_encryption_key_version},
          ${sealed.claims}, now(), now() + ${idleMs} * interval '1 millisecond',
          now() + ${wholeMs} * interval '1 millisecond')
      `.execute(tx);
      await noteEntries(tx, [entry]);
    });
  }

  /** @returns undefined for a session that never was, or has ended */
  async find(tokenDigest: Buffer): Promise<StoredSession | undefined> {
    const row = await this.db
      .selectFrom('console_session')
      .select(['id', 'wrapped_key', 'key_encryption_key_version', 'claims', 'idle_ends_at', 'ends_at'])
      .where('token_digest', '=', tokenDigest)
      .where(sql<boolean>`now() < idle_ends_at and now() < ends_at`)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      claims: openClaims(this.keyRing, row.id, row),
      idleEndsAt: row.idle_ends_at,
      endsAt: row.ends_at,
    };
  }

  /**
   * The person did something: the session is idle only so long from now on. Written once a minute at most.
   * @returns when it will be idle; undefined when nothing was written
   */
  async touch(tokenDigest: Buffer, idleMs: number): Promise<Date | undefined> {
    const { rows } = await sql<{ idle_ends_at: Date }>`
      update console_session
      set seen_at = now(), idle_ends_at = least(now() + ${idleMs} * interval '1 millisecond', ends_at)
      where token_digest = ${tokenDigest} and seen_at <= now() - interval '1 minute'
        and now() < idle_ends_at and now() < ends_at
      returning idle_ends_at
    `.execute(this.db);
    return rows[0]?.idle_ends_at;
  }

  /** The session ends, and the audit log tells of it; nothing is told of one that had ended before. */
  async end(tokenDigest: Buffer, entry: NewEntry): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('console_session')
        .where('token_digest', '=', tokenDigest)
        .executeTakeFirst();
      if (numDeletedRows > 0n) await noteEntries(tx, [entry]);
    });
  }
}
