import { HttpExchange } from '#http';
import type { TaskId, TrackedTask } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { parseWebhookKey } from '#security';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { deliveryRound, TEAM_APP_POLICY } from '../src/team-app/deliver-events.js';
import type { DeliverEventsOptions } from '../src/team-app/deliver-events.js';
import type { Destination } from '../src/team-app/destination.js';
import { CALLBACK_SECRET } from './team-app-receiver.js';

/** A ledger with decisions on their way, and dispatchers that tell of them. */
export class ToldLedger {
  readonly logLines: string[] = [];
  readonly log = createLogger({
    app: 'test',
    level: 'debug',
    destination: { write: (line) => this.logLines.push(line) },
  });

  private constructor(readonly test: TestLedger) {}

  static async open(): Promise<ToldLedger> {
    return new ToldLedger(await openTestLedger());
  }

  get ledger(): TestLedger['ledger'] {
    return this.test.ledger;
  }

  /** @returns the tasks of a new decision */
  async decision(
    decisionId: string,
    tasks: readonly Partial<TrackedTask>[],
    differences: Partial<ReturnType<typeof aDecision>> = {},
  ): Promise<TrackedTask[]> {
    const made = tasks.map((task) =>
      aTask({ id: uuid() as TaskId, contentDigest: 'aabb', decisionId, ...task }),
    );
    await storeDecision(this.ledger, { ...aDecision(decisionId), ...differences }, made);
    return made;
  }

  /** Moves a task as an adapter or a person would. */
  async move(task: TrackedTask, changes: Partial<TrackedTask>): Promise<void> {
    await this.ledger.withDecision({ taskId: task.id }, async (decision) => {
      const current = decision.tasks.find(({ id }) => id === task.id) ?? task;
      await decision.save({
        actor: 'test',
        transitions: [{ task: { ...current, ...changes }, event: 'task.confirmed' }],
      });
    });
  }

  confirm(task: TrackedTask, at = new Date()): Promise<void> {
    const evidence = {
      level: 'verified',
      targetId: 't1',
      targetVersion: '1',
      at: at.toISOString(),
    } as const;
    return this.move(task, { state: 'confirmed', sent: true, evidence });
  }

  attest(task: TrackedTask, at: Date): Promise<void> {
    const evidence = {
      level: 'attested',
      targetId: task.id,
      targetVersion: '1',
      at: at.toISOString(),
    } as const;
    return this.move(task, { state: 'attested', evidence });
  }

  destination(address: string, path = '/events'): Destination {
    const key = parseWebhookKey(CALLBACK_SECRET);
    return {
      teams: ['kaarina'],
      addressDigest: createHash('sha256').update(`${address}${path}`).digest(),
      exchange: new HttpExchange({ origin: address, maxSockets: 8, maxAnswerBytes: 64 * 1024 }),
      path,
      keys: key.scheme === 'v1' ? [key.secret] : [],
    };
  }

  /** A dispatcher's round; each call is another dispatcher. */
  round(destination: Destination, differences: Partial<DeliverEventsOptions> = {}): () => Promise<boolean> {
    return deliveryRound({
      ledger: this.ledger,
      destination,
      log: this.log,
      metrics: createMetrics({ app: 'test' }),
      clock: () => new Date(),
      random: () => 0,
      policy: { ...TEAM_APP_POLICY, deadlineMs: 2_000 },
      ...differences,
    });
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.test.databaseUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Events of a decision as they stand. */
  events(decisionId: string) {
    return this.query<{
      id: string;
      type: string;
      state: string;
      attempts: number;
      last_code: string | null;
    }>(
      `select id, replace(type, 'fi.kuittaus.', '') as type, state, attempts, last_code
       from team_app_event where decision_id = $1 order by ordinal`,
      [decisionId],
    );
  }

  stop(): Promise<void> {
    return this.test.stop();
  }
}

/** Runs rounds until none has more to do. */
export async function untilIdle(round: () => Promise<boolean>): Promise<void> {
  while (await round());
}
