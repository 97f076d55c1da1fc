import type { TaskId, TeamAppEventState, TeamAppEventType } from '#domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';

/** An event as it is listed. */
export interface TeamAppEventRecord {
  readonly id: string;
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly type: TeamAppEventType;
  readonly taskId: TaskId | null;
  readonly data: object;
  readonly state: TeamAppEventState;
  readonly createdAt: Date;
  /** Of the next attempt. */
  readonly dueAt: Date;
  readonly attempts: number;
  readonly deliveredAt: Date | null;
  readonly lastCode: string | null;
}

/** Empty and absent fields hold for all. */
export interface TeamAppEventFilter {
  /** Whose the caller may see. */
  readonly scope: 'all' | readonly string[];
  readonly teams: readonly string[];
  readonly decisionIds: readonly string[];
  readonly states: readonly TeamAppEventState[];
}

/** A place in the list, which is in the order of their making. */
export interface EventPosition {
  readonly at: Date;
  readonly id: string;
}

export interface TeamAppEventPage {
  readonly events: readonly TeamAppEventRecord[];
  /** Absent on the last page. */
  readonly next?: EventPosition;
}

/** Who asks for an event again, as the audit log has it. */
export interface Resending {
  readonly actor: string;
  readonly scope: TeamAppEventFilter['scope'];
  /** @returns the digest of the address that the team's events go to, so that it is tried again */
  readonly addressDigestOf: (team: string) => Buffer | undefined;
}

const COLUMNS = [
  'id',
  'team',
  'decision_id as decisionId',
  'version',
  'type',
  'task as taskId',
  'data',
  'state',
  'created_at as createdAt',
  'due_at as dueAt',
  'attempts',
  'delivered_at as deliveredAt',
  'last_code as lastCode',
] as const;

/** What was told, is to be told and could not be: to look at, and to send again. */
export class EventList {
  constructor(private readonly db: Database) {}

  /** One page, oldest first. */
  async list(
    { scope, teams, decisionIds, states }: TeamAppEventFilter,
    { after, limit }: { readonly after?: EventPosition | undefined; readonly limit: number },
  ): Promise<TeamAppEventPage> {
    const rows = await this.db
      .selectFrom('team_app_event')
      .select(COLUMNS)
      .where((eb) =>
        eb.and([
          ...(scope === 'all' ? [] : [sql<boolean>`team = any(${[...scope]}::text[])`]),
          ...(teams.length === 0 ? [] : [eb('team', 'in', teams)]),
          ...(decisionIds.length === 0 ? [] : [eb('decision_id', 'in', decisionIds)]),
          ...(states.length === 0 ? [] : [eb('state', 'in', states)]),
          ...(after === undefined ? [] : [sql<boolean>`(created_at, id) > (${after.at}, ${after.id}::uuid)`]),
        ]),
      )
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    const events = rows.slice(0, limit);
    const last = events.at(-1);
    return {
      events,
      ...(rows.length > limit && last !== undefined ? { next: { at: last.createdAt, id: last.id } } : {}),
    };
  }

  /** @returns digests of the addresses to which nothing is sent, as they asked */
  async disabledAddresses(): Promise<readonly Buffer[]> {
    const rows = await this.db.selectFrom('team_app_address_disabled').select('address_digest').execute();
    return rows.map((row) => row.address_digest);
  }

  /**
   * The event is to be sent again, as it is, and its address is tried again if it had been left alone. What is under
   * way goes on: its outcome counts for the new wish too.
   * @returns undefined for an event that there is not, or that is not the caller's
   */
  async resend(
    id: string,
    { actor, scope, addressDigestOf }: Resending,
  ): Promise<TeamAppEventRecord | undefined> {
    return this.db.transaction().execute(async (tx) => {
      const event = await tx
        .updateTable('team_app_event')
        .set({
          state: 'pending',
          due_at: sql<Date>`now()`,
          failures: 0,
          first_attempt_at: null,
          delivered_at: null,
          last_code: null,
        })
        .where('id', '=', id)
        .$if(scope !== 'all', (query) =>
          query.where(sql<boolean>`team = any(${scope === 'all' ? [] : [...scope]}::text[])`),
        )
        .returning([...COLUMNS, 'decision'])
        .executeTakeFirst();
      if (event === undefined) return undefined;
      const digest = addressDigestOf(event.team);
      if (digest !== undefined) {
        await tx.deleteFrom('team_app_address_disabled').where('address_digest', '=', digest).execute();
      }
      const { decision, ...record } = event;
      await tx
        .insertInto('audit_entry')
        .values({
          at: sql<Date>`now()`,
          kind: 'team-app-event.resent',
          actor,
          decision,
          version: record.version,
          task: record.taskId,
          attempt: null,
          facts: JSON.stringify({ event: id, type: record.type }),
        })
        .execute();
      return record;
    });
  }
}
