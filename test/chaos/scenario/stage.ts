import type { AutomaticSystem } from '#domain';
import type { Fault } from '../../e2e/house/stand-in.js';
import { waitUntil } from '../../e2e/house/wait-until.js';
import { checkAll } from '../check/check-all.js';
import type { Checked } from '../check/check-all.js';
import { checkInTime } from '../check/check-in-time.js';
import { History } from '../load/history.js';
import type { SentDecision, SentEvent } from '../load/history.js';
import { Sender } from '../load/sender.js';
import { KAARINA } from '../load/templates.js';
import type { Template } from '../load/templates.js';
import { Random } from '../random.js';
import { untilSettled } from '../run-mix.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { Service } from '../system/service.js';

const ANSWER_LIMIT_MS = 20_000;
const DEATH_LIMIT_MS = 60_000;

/** Where directed scenes are played: a small system, and hands for everything that may be done to it. */
export class Stage {
  readonly history = new History();
  private next = 0;
  private isOver = false;
  private readonly sender: Sender;

  constructor(readonly system: ChaosSystem) {
    const { gateways } = system;
    this.sender = new Sender({
      gateways,
      history: this.history,
      random: new Random(1),
      isOver: () => this.isOver,
    });
  }

  /** Sends a decision, again and again until it is answered for good. */
  async decide(template: Template = KAARINA): Promise<SentDecision> {
    const decision = this.sender.begin(template, this.next++);
    await this.sender.make(decision, 1);
    return decision;
  }

  /** As {@link decide}, without waiting for the answer. */
  decideLater(template: Template = KAARINA): {
    readonly decision: SentDecision;
    readonly sent: Promise<SentEvent>;
  } {
    const decision = this.sender.begin(template, this.next++);
    return { decision, sent: this.sender.make(decision, 1) };
  }

  correct(decision: SentDecision, version: number): Promise<SentEvent> {
    return this.sender.make(decision, version);
  }

  cancel(decision: SentDecision, version: number): Promise<SentEvent> {
    return this.sender.cancel(decision, version);
  }

  withdraw(decision: SentDecision, version: number): Promise<SentEvent> {
    return this.sender.withdraw(decision, version);
  }

  async decideMany(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.decide()));
  }

  async fault(system: AutomaticSystem, fault: Fault): Promise<void> {
    const name = fault.mode === 'status' && (fault.value ?? 0) < 500 ? 'status-4xx' : fault.mode;
    this.history.did(name, system);
    await this.system.standIn(system).fault(fault);
  }

  async clearFaults(): Promise<void> {
    await Promise.all([...this.system.standIns.values()].map((standIn) => standIn.clearFaults()));
  }

  /** Waits until some task of the decision is as wished. */
  async untilTask(decision: SentDecision, place: string, states: readonly string[]): Promise<string> {
    const [task] = await waitUntil(
      `${place} of ${decision.decisionId} is ${states.join(' or ')}`,
      () =>
        this.system.ledger.query<{ id: string; state: string }>(
          `select id, state from task where decision_id = $1 and system || '/' || record = $2 order by ordinal desc limit 1`,
          [decision.decisionId, place],
        ),
      ([found]) => found !== undefined && states.includes(found.state),
      { everyMs: 10 },
    );
    return task?.id ?? '';
  }

  untilInJournal(system: AutomaticSystem, { client }: SentDecision): Promise<unknown> {
    return waitUntil(
      `${system} has a record of ${client.length > 0 ? 'the client' : 'nobody'}`,
      () => this.system.standIn(system).journal(),
      (rows) => rows.some((row) => row.client === client),
      { everyMs: 10 },
    );
  }

  /** Waits until the service has died once more than before. */
  async untilDead(service: Service, deathsBefore: number): Promise<void> {
    await waitUntil(
      `${service.name} died`,
      async () => service.deaths,
      (deaths) => deaths > deathsBefore,
      { everyMs: 20, withinMs: DEATH_LIMIT_MS },
    );
  }

  /** Waits until everything is settled, or the limit is over, and looks at everything. */
  async judge(limitMs: number, isClockMoved = false): Promise<Checked> {
    const giveUp = setTimeout(() => {
      this.isOver = true;
    }, ANSWER_LIMIT_MS);
    await untilSettled(this.system, performance.now() + limitMs);
    clearTimeout(giveUp);
    const checked = await checkAll(this.system, this.history, { memoryMb: 0, connections: 0 });
    if (isClockMoved) return checked;
    const late = checkInTime(this.history, checked.picture, this.system.patience);
    return { ...checked, violations: [...checked.violations, ...late] };
  }

  /** Nothing is sent any more, not even again. */
  end(): void {
    this.isOver = true;
  }
}
