import type { BlindIndex, KeyRing } from '#security';
import { sql } from 'kysely';
import type { TaskId } from '#domain';
import { listTasks } from './acts/list-tasks.js';
import type { ListPosition, TaskFilter, TaskPage, TaskScope } from './acts/list-tasks.js';
import { claimMail, findWaitingPeople, readAddress, releaseMailClaim } from './acts/worklist-mail.js';
import type { MailDay, WaitingPerson } from './acts/worklist-mail.js';
import { ClientVault } from './client-vault.js';
import { openDatabase } from './database.js';
import type { Database, DatabaseOptions, LedgerTransaction } from './database.js';
import { withDecision } from './locked-decision.js';
import type { DecisionHandle, LockedDecision } from './locked-decision.js';
import { pendingMigrations } from './migrate.js';
import { findLostLeases, outboxLagSeconds, relayOutbox, rewantRelayed, wantMissingJobs } from './outbox.js';
import type { WantedJob } from './outbox.js';
import { countOpenTasks, endpointBacklogs, findDecision, findTask } from './read-views.js';
import type { DecisionRecord, EndpointBacklog, OpenTaskCount, TaskRecord } from './read-views.js';

export interface LedgerOptions extends DatabaseOptions {
  readonly keyRing: KeyRing;
  readonly index: BlindIndex;
}

/** The PostgreSQL truth (ground rule 1): the one door to it for every app. */
export class Ledger {
  readonly vault: ClientVault;
  readonly index: BlindIndex;
  private readonly db: Database;

  constructor(options: LedgerOptions) {
    this.db = openDatabase(options);
    this.vault = new ClientVault(options.keyRing, options.index);
    this.index = options.index;
  }

  /** All or nothing. What the work throws undoes it. */
  transaction<T>(work: (tx: LedgerTransaction) => Promise<T>): Promise<T> {
    return this.db.transaction().execute(work);
  }

  /** Work on a decision under its lock; see {@link LockedDecision}. */
  withDecision<T>(
    handle: DecisionHandle,
    work: (decision: LockedDecision) => Promise<T>,
  ): Promise<T | undefined> {
    return withDecision(this.db, this.vault, handle, work);
  }

  relayOutbox(limit: number, enqueue: (jobs: readonly WantedJob[]) => Promise<void>): Promise<number> {
    return relayOutbox(this.db, limit, enqueue);
  }

  rewantRelayed(olderThanMs: number): Promise<number> {
    return rewantRelayed(this.db, olderThanMs);
  }

  wantMissingJobs(endpoints: readonly string[]): Promise<number> {
    return wantMissingJobs(this.db, endpoints);
  }

  findLostLeases(limit: number): Promise<string[]> {
    return findLostLeases(this.db, limit);
  }

  outboxLagSeconds(): Promise<number> {
    return outboxLagSeconds(this.db);
  }

  findDecision(team: string, decisionId: string): Promise<DecisionRecord | undefined> {
    return this.snapshot((tx) => findDecision(tx, team, decisionId));
  }

  findTask(id: string): Promise<TaskRecord | undefined> {
    return this.snapshot((tx) => findTask(tx, id));
  }

  /** One page of tasks, nearest deadline first. */
  listTasks(
    scope: TaskScope,
    filter: TaskFilter,
    page: { readonly after?: ListPosition | undefined; readonly limit: number },
  ): Promise<TaskPage> {
    return listTasks(this.db, scope, filter, page);
  }

  /** Who has tasks that wait for them, and was sent no mail about it today. */
  findWaitingPeople(day: MailDay, limit: number): Promise<WaitingPerson[]> {
    return findWaitingPeople(this.db, day, limit);
  }

  claimMail(person: Buffer, day: MailDay): Promise<boolean> {
    return claimMail(this.db, person, day);
  }

  releaseMailClaim(person: Buffer, day: MailDay): Promise<void> {
    return releaseMailClaim(this.db, person, day);
  }

  /** Address of the person who has the task. */
  readAddress(taskId: TaskId): Promise<string | undefined> {
    return readAddress(this.db, this.vault, taskId);
  }

  endpointBacklogs(): Promise<EndpointBacklog[]> {
    return endpointBacklogs(this.db);
  }

  countOpenTasks(): Promise<OpenTaskCount[]> {
    return countOpenTasks(this.db);
  }

  /** @throws when PostgreSQL does not answer */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.db);
  }

  /** @returns names of the migrations that the database lacks */
  pendingMigrations(): Promise<string[]> {
    return pendingMigrations(this.db);
  }

  /** Several statements on one picture: nothing that changes meanwhile is seen by half. */
  private snapshot<T>(read: (tx: LedgerTransaction) => Promise<T>): Promise<T> {
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(read);
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }
}
