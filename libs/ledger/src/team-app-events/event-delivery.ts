import { sql } from 'kysely';
import type { TeamAppEventType } from '#domain';
import type { Database } from '../database.js';

/** An event that is the caller's to send, for a while. */
export interface ClaimedEvent {
  readonly id: string;
  readonly team: string;
  readonly decisionId: string;
  readonly type: TeamAppEventType;
  readonly data: object;
  readonly createdAt: Date;
  /** This attempt's number: its outcome counts only while there is no newer one. */
  readonly attempt: number;
  /** In a row before this attempt. */
  readonly failures: number;
  /** When the first attempt since it was made, or asked for again, began. */
  readonly firstAttemptAt: Date;
  /** The database's clock. */
  readonly now: Date;
}

/** How an attempt ended that did not deliver the event. */
export interface FailedDelivery {
  readonly code: string;
  /** Absent: it is given up. */
  readonly nextAttemptAt?: Date;
}

/** The events on their way out: claimed by their state, under a lease, by any number of dispatchers. */
export class EventDelivery {
  constructor(private readonly db: Database) {}

  /**
   * Claims due events of the teams: of each decision only the first that is not done with, so that none overtakes
   * another. A dispatcher that dies leaves its lease to run out, and the event is sent again under the same id.
   */
  async claim(teams: readonly string[], limit: number, leaseMs: number): Promise<ClaimedEvent[]> {
    const { rows } = await sql<ClaimedEvent>`
      with heads as (
        select h.id from team_app_event h
        where h.state = 'pending' and h.team = any(${[...teams]}::text[]) and h.due_at <= now()
          and (h.lease_until is null or h.lease_until <= now())
          and not exists (select from team_app_event o
            where o.decision = h.decision and o.state = 'pending' and o.ordinal < h.ordinal)
        order by h.due_at
        limit ${limit}
        for update skip locked
      )
      update team_app_event e set attempts = e.attempts + 1, first_attempt_at = coalesce(e.first_attempt_at, now()),
        lease_until = now() + make_interval(secs => ${leaseMs / 1000})
      from heads where e.id = heads.id
      returning e.id, e.team, e.decision_id as "decisionId", e.type, e.data, e.created_at as "createdAt",
        e.attempts as attempt, e.failures, e.first_attempt_at as "firstAttemptAt", now() as now
    `.execute(this.db);
    return rows;
  }

  /** @returns false when the attempt was no longer the newest one */
  async settleDelivered({ id, attempt }: ClaimedEvent): Promise<boolean> {
    const result = await this.db
      .updateTable('team_app_event')
      .set({
        state: 'delivered',
        delivered_at: sql<Date>`now()`,
        lease_until: null,
        failures: 0,
        last_code: null,
      })
      .where('id', '=', id)
      .where('attempts', '=', attempt)
      .where('state', '=', 'pending')
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  async settleFailed({ id, attempt }: ClaimedEvent, { code, nextAttemptAt }: FailedDelivery): Promise<void> {
    await this.db
      .updateTable('team_app_event')
      .set({
        state: nextAttemptAt === undefined ? 'given-up' : 'pending',
        ...(nextAttemptAt === undefined ? {} : { due_at: nextAttemptAt }),
        failures: sql<number>`failures + 1`,
        lease_until: null,
        last_code: code,
      })
      .where('id', '=', id)
      .where('attempts', '=', attempt)
      .where('state', '=', 'pending')
      .execute();
  }

  /** The address wants nothing more: it is left alone, and the event waits as if it had not been tried. */
  async settleGone(claimed: ClaimedEvent, addressDigest: Buffer, code: string): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('team_app_address_disabled')
        .values({ address_digest: addressDigest, disabled_at: sql<Date>`now()` })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await tx
        .updateTable('team_app_event')
        .set({ failures: 0, first_attempt_at: null, lease_until: null, last_code: code })
        .where('id', '=', claimed.id)
        .where('attempts', '=', claimed.attempt)
        .where('state', '=', 'pending')
        .execute();
    });
  }

  async isDisabled(addressDigest: Buffer): Promise<boolean> {
    const row = await this.db
      .selectFrom('team_app_address_disabled')
      .select('disabled_at')
      .where('address_digest', '=', addressDigest)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** How many of the teams' events wait, and how long the oldest has. */
  async backlog(
    teams: readonly string[],
  ): Promise<{ readonly pending: number; readonly oldestSeconds: number }> {
    const { rows } = await sql<{ pending: number; oldestSeconds: number }>`
      select count(*)::int as pending,
        coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as "oldestSeconds"
      from team_app_event where state = 'pending' and team = any(${[...teams]}::text[])
    `.execute(this.db);
    return rows[0] ?? { pending: 0, oldestSeconds: 0 };
  }
}
