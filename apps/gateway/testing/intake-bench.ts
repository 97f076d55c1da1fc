import { loadConfiguration } from '#configuration';
import { AUTOMATIC_SYSTEMS, acknowledge, isAutomaticSystem } from '#domain';
import type { AutomaticSystem, Decision, DecisionRef, TrackedTask } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { AttemptRunner, consentGateOf } from '#recording';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aPolicy } from '#domain/testing';
import { openTestLedger } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import type { EventType } from '../src/intake/envelope/cloud-event.js';
import { isRefusal } from '../src/intake/event-intake.js';
import type { AcceptedEvent, IntakeAnswer, IntakeRefusal } from '../src/intake/event-intake.js';
import { LedgerIntake } from '../src/intake/ledger-intake.js';
import type { TaskView } from '../src/reading/task-view.js';
import { RememberingSystem } from './remembering-system.js';

const ROUNDS = 60;

export type Answer = Omit<IntakeAnswer, 'tasks'> & { readonly tasks: readonly TaskView[] };

/** Intake and recording over a real ledger, with the delivered practices and record systems in memory. */
export class IntakeBench {
  /** Whatever systems there are: one that is generated (`npm run new:system`) is in it by itself. */
  readonly systems = Object.fromEntries(
    AUTOMATIC_SYSTEMS.map((system) => [system, new RememberingSystem(system)]),
  ) as Readonly<Record<AutomaticSystem, RememberingSystem>>;
  readonly intake: LedgerIntake;
  private readonly configuration = loadConfiguration('config', {});
  private readonly runner: AttemptRunner;

  private constructor(readonly test: TestLedger) {
    const { practices, endpoints } = this.configuration;
    const { ledger } = test;
    this.intake = new LedgerIntake({ ledger, practices, endpoints, isInstalled: () => true });
    this.runner = new AttemptRunner({
      ledger,
      consentGate: consentGateOf(practices, endpoints),
      isInstalled: () => true,
      worker: 'test',
      random: () => 0,
      log: createLogger({ app: 'test', level: 'error' }),
      metrics: createMetrics({ app: 'test' }),
    });
  }

  static async start(): Promise<IntakeBench> {
    return new IntakeBench(await openTestLedger());
  }

  /** Sends an event as intake hands it on once it is judged; the same id is the same event. */
  send(type: EventType, data: object, id: string = uuid()): Promise<IntakeAnswer | IntakeRefusal> {
    const event = {
      ...{ specversion: '1.0', source: '/tiimisovellus', time: '2026-11-17T12:31:00+02:00' },
      ...{ id, type, data },
    };
    const accepted: AcceptedEvent = {
      sender: 'sample',
      eventId: id,
      rawBody: Buffer.from(JSON.stringify(event)),
      type,
      receivedAt: new Date(),
      event: event as AcceptedEvent['event'],
    };
    switch (type) {
      case 'fi.kuittaus.decision.made':
        return this.intake.acceptDecision(accepted, data as Decision);
      case 'fi.kuittaus.decision.cancelled':
        return this.intake.cancelDecision(accepted, data as never);
      case 'fi.kuittaus.consent.withdrawn':
        return this.intake.withdrawConsent(accepted, data as never);
      case 'fi.kuittaus.case-manager.changed':
        return this.intake.changeCaseManager(accepted, data as never);
    }
  }

  /** As {@link send}, for an event that must be taken. */
  async take(type: EventType, data: object, id?: string): Promise<Answer> {
    const answer = await this.send(type, data, id);
    if (isRefusal(answer)) throw new Error(`${type} was refused: ${answer.code}`);
    return answer as Answer;
  }

  /** The code of a refusal, or the status of what is taken. */
  async codeOf(type: EventType, data: object, id?: string): Promise<string> {
    const answer = await this.send(type, data, id);
    return isRefusal(answer) ? `${String(answer.status)} ${answer.code}` : '202';
  }

  /** Runs all attempts that are due, until nothing is: a system that is away makes them due again and again. */
  async work(rounds = ROUNDS): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      const jobs: { taskId: string; endpoint: string; generation: number }[] = [];
      await this.test.ledger.relayOutbox(100, (wanted) => {
        jobs.push(...wanted);
        return Promise.resolve();
      });
      if (jobs.length === 0) return;
      for (const job of jobs) await this.run(job);
    }
  }

  private async run(job: { taskId: string; endpoint: string; generation: number }): Promise<void> {
    const endpoint = this.configuration.endpoints.find(({ id }) => id === job.endpoint);
    if (endpoint === undefined || !isAutomaticSystem(endpoint.system)) throw new Error('not automatic');
    await this.runner.run(job, {
      endpoint: job.endpoint,
      adapter: this.systems[endpoint.system],
      policy: aPolicy({ settleMs: 0, retryDelaysMs: [0] }),
    });
  }

  /** All tasks of the decision, oldest first. */
  async tasks({ team, decisionId }: DecisionRef): Promise<readonly TrackedTask[]> {
    return (await this.test.ledger.findDecision(team, decisionId))?.tasks ?? [];
  }

  /** Each task as `system/record operation: state reason`. */
  async lines(name: DecisionRef): Promise<string[]> {
    return (await this.tasks(name)).map(lineOf);
  }

  /** A person says that the task is recorded. */
  async attest(name: DecisionRef, wanted: (task: TrackedTask) => boolean): Promise<void> {
    await this.test.ledger.withDecision(name, async (decision) => {
      const task = decision.tasks.find(wanted);
      if (task === undefined) throw new Error('no such task');
      const said = { outcome: 'recorded', by: task.recorder } as const;
      const result = acknowledge(task, said, { ...decision, isInstalled: () => true });
      if (result.kind === 'refused') throw new Error(result.code);
      await decision.save({ actor: 'test', transitions: result.transitions });
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

  async stop(): Promise<void> {
    await this.test.stop();
  }
}

export const lineOf = ({
  system,
  record,
  operation,
  state,
  reason,
}: Pick<TrackedTask, 'system' | 'record' | 'operation' | 'state' | 'reason'>): string =>
  `${system}/${record} ${operation}: ${state}${reason === undefined ? '' : ` ${reason}`}`;
