import type { BlindIndex, KeyRing } from '#security';
import { sql } from 'kysely';
import type { DecisionRef, ReceiptFacts, TaskId } from '#domain';
import { listTasks } from './acts/list-tasks.js';
import type { ListPosition, TaskFilter, TaskPage, TaskScope } from './acts/list-tasks.js';
import { claimMail, findWaitingPeople, readAddress, releaseMailClaim } from './acts/worklist-mail.js';
import type { MailDay, WaitingPerson } from './acts/worklist-mail.js';
import { closeDay, closingSpan } from './closing/close-day.js';
import type { ClosingDay, DailyClosing } from './closing/close-day.js';
import { countFindings, listFindings } from './closing/findings.js';
import type { Finding, FindingCount } from './closing/findings.js';
import { AuditLog } from './audit/audit-log.js';
import { ClientVault } from './client-vault.js';
import { ConsoleSessions } from './console-sessions/console-sessions.js';
import { openDatabase } from './database.js';
import type { Database, DatabaseOptions, LedgerTransaction } from './database.js';
import { Escalations } from './deadlines/escalations.js';
import { findTasksToOffer } from './deadlines/offers.js';
import type { OfferRule } from './deadlines/offers.js';
import { EndpointStates } from './endpoints/endpoint-states.js';
import { chooseRereads, claimReread, dropReread, postponeReread } from './endpoints/rereads.js';
import type { Reread } from './endpoints/rereads.js';
import { countJobs, hasWaitingJob, peekFailures, putBack } from './endpoints/waiting-work.js';
import type { JobCount } from './endpoints/waiting-work.js';
import { withDecision } from './locked-decision.js';
import type { DecisionHandle, LockedDecision } from './locked-decision.js';
import { pendingMigrations } from './migrate.js';
import { findLostLeases, outboxLagSeconds, relayOutbox, rewantRelayed, wantMissingJobs } from './outbox.js';
import type { WantedJob } from './outbox.js';
import { countOpenTasks, endpointBacklogs, findDecision, findTask } from './read-views.js';
import type { DecisionRecord, EndpointBacklog, OpenTaskCount, TaskRecord } from './read-views.js';
import { teamStatistics } from './statistics/team-statistics.js';
import type { MonthRange, TeamStatistics } from './statistics/team-statistics.js';
import { findReceiptFacts } from './receipt-facts.js';
import { Overview } from './overview/overview.js';
import { Erasures } from './erasure/erasures.js';
import { Operations } from './operations/operations.js';
import { Repairs } from './repair/repairs.js';
import { Retention } from './retention/retention.js';
import { practiceUses } from './practice-uses.js';
import type { PracticeUse } from './practice-uses.js';
import { replayDecisions } from './replay-decisions.js';
import type { ReplayedDecision } from './replay-decisions.js';
import { findCompletionsDue } from './team-app-events/completions.js';
import { EventDelivery } from './team-app-events/event-delivery.js';
import { EventList } from './team-app-events/event-list.js';
import { findFollowUpsDue } from './team-app-events/follow-ups.js';
import { countWorklist, listWorklist } from './worklist/list-worklist.js';
import type {
  WorklistCounts,
  WorklistFilter,
  WorklistPosition,
  WorklistReach,
  WorklistSlice,
} from './worklist/list-worklist.js';

export interface LedgerOptions extends DatabaseOptions {
  readonly keyRing: KeyRing;
  readonly index: BlindIndex;
}

/** The PostgreSQL truth (ground rule 1): the one door to it for every app. */
export class Ledger {
  readonly vault: ClientVault;
  readonly audit: AuditLog;
  readonly index: BlindIndex;
  /** Events to the team applications, on their way. */
  readonly eventDelivery: EventDelivery;
  readonly eventList: EventList;
  readonly escalations: Escalations;
  /** Breakers, pauses, and what else the replicas share of each endpoint. */
  readonly endpoints: EndpointStates;
  readonly repairs: Repairs;
  readonly operations: Operations;
  readonly consoleSessions: ConsoleSessions;
  /** Decisions in lists, and their recording in figures. */
  readonly overview: Overview;
  readonly retention: Retention;
  readonly erasures: Erasures;
  private readonly db: Database;

  constructor(options: LedgerOptions) {
    this.db = openDatabase(options);
    this.endpoints = new EndpointStates(this.db);
    this.repairs = new Repairs(this.db);
    this.operations = new Operations(this.db);
    this.consoleSessions = new ConsoleSessions(this.db, options.keyRing);
    this.vault = new ClientVault(options.keyRing, options.index);
    this.audit = new AuditLog(this.db, this.vault);
    this.overview = new Overview(this.db, { vault: this.vault, index: options.index });
    this.retention = new Retention(this.db, this.vault);
    this.erasures = new Erasures(this.db, this.vault);
    this.index = options.index;
    this.eventDelivery = new EventDelivery(this.db);
    this.eventList = new EventList(this.db);
    this.escalations = new Escalations(this.db);
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

  rewantRelayed(olderThanMs: number, held: readonly string[] = []): Promise<number> {
    return rewantRelayed(this.db, olderThanMs, held);
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

  /** What the completeness receipt tells of the decision. */
  findReceiptFacts(team: string, decisionId: string): Promise<ReceiptFacts | undefined> {
    return this.snapshot((tx) => findReceiptFacts(tx, team, decisionId));
  }

  /** The newest versions taken since then, in batches, to be planned once more. */
  replayDecisions(since: Date, team?: string): AsyncGenerator<readonly ReplayedDecision[]> {
    return replayDecisions(this.db, this.vault, { since, team });
  }

  /** Which versions of the team's practice planned its decisions, newest use first. */
  practiceUses(team: string): Promise<PracticeUse[]> {
    return practiceUses(this.db, team);
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

  /** One page of what people have to record, or have recorded. */
  listWorklist(
    reach: WorklistReach,
    filter: WorklistFilter,
    page: { readonly after?: WorklistPosition | undefined; readonly limit: number },
  ): Promise<WorklistSlice> {
    return listWorklist(this.db, reach, filter, page);
  }

  countWorklist(reach: WorklistReach): Promise<WorklistCounts> {
    return countWorklist(this.db, reach);
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

  peekFailures(job: WantedJob): Promise<number | undefined> {
    return peekFailures(this.db, job);
  }

  putBack(job: Pick<WantedJob, 'taskId' | 'generation'>, delayMs: number): Promise<void> {
    return putBack(this.db, job, delayMs);
  }

  hasWaitingJob(endpoint: string, forMs: number): Promise<boolean> {
    return hasWaitingJob(this.db, endpoint, forMs);
  }

  chooseRereads(day: string, share: number): Promise<number | undefined> {
    return chooseRereads(this.db, day, share);
  }

  claimReread(endpoint: string, leaseMs: number): Promise<Reread | undefined> {
    return claimReread(this.db, endpoint, leaseMs);
  }

  postponeReread(reread: Reread, delayMs: number): Promise<void> {
    return postponeReread(this.db, reread, delayMs);
  }

  dropReread(taskId: string): Promise<void> {
    return dropReread(this.db, taskId);
  }

  endpointBacklogs(): Promise<EndpointBacklog[]> {
    return endpointBacklogs(this.db);
  }

  closingSpan(): ReturnType<typeof closingSpan> {
    return closingSpan(this.db);
  }

  closeDay(day: ClosingDay): Promise<DailyClosing | undefined> {
    return closeDay(this.db, day);
  }

  listFindings(limit: number): Promise<Finding[]> {
    return listFindings(this.db, limit);
  }

  countFindings(): Promise<FindingCount[]> {
    return countFindings(this.db);
  }

  countJobs(endpoints: readonly string[]): Promise<JobCount[]> {
    return countJobs(this.db, endpoints);
  }

  teamStatistics(team: string, months: MonthRange): Promise<TeamStatistics> {
    return teamStatistics(this.db, team, months);
  }

  countOpenTasks(): Promise<OpenTaskCount[]> {
    return countOpenTasks(this.db);
  }

  /** Decisions that came to their end and whose team application is not told of it yet. */
  findCompletionsDue(limit: number): Promise<DecisionRef[]> {
    return findCompletionsDue(this.db, limit);
  }

  /** Decisions of the teams whose follow-up is to be looked at. */
  findFollowUpsDue(teams: readonly string[], limit: number): Promise<DecisionRef[]> {
    return findFollowUpsDue(this.db, teams, limit);
  }

  /** Tasks that an adapter cannot get sent, with their deadline near. */
  findTasksToOffer(rule: OfferRule): Promise<TaskId[]> {
    return findTasksToOffer(this.db, rule);
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
