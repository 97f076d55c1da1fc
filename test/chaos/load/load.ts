import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { Random } from '../random.js';
import type { History } from './history.js';
import { Sender } from './sender.js';
import { CASE_TEMPLATES, KAARINA, WITHOUT_CONSENT } from './templates.js';
import type { Template } from './templates.js';

export interface LoadOptions {
  readonly system: ChaosSystem;
  readonly history: History;
  readonly random: Random;
  /** Team applications that send at the same time. */
  readonly senders: number;
  /** Decisions begun in a second, all senders together, at most. */
  readonly perSecond: number;
  /** No decision is begun once so many tasks are known. */
  readonly tasks: number;
  /** Cancellations and withdrawals too. */
  readonly hasLaterEvents: boolean;
}

const CORRECTED = 0.3;
const CORRECTED_TWICE = 0.1;
const CANCELLED = 0.07;
const WITHDRAWN = 0.07;

/** Many decisions at the same time, each with its versions in order. */
export class Load {
  private isEnding = false;
  private isGivenUp = false;
  private next = 0;
  private readonly running: Promise<void>[];

  constructor(private readonly options: LoadOptions) {
    const { senders, random } = options;
    this.running = Array.from({ length: senders }, () => this.run(random.branch()));
  }

  /** Whether as much was sent as was asked for. */
  get isDone(): boolean {
    return this.options.history.tasks >= this.options.tasks;
  }

  /** Begins nothing new, and waits until everything that was begun is answered. @returns whether it was */
  async finish(withinMs: number): Promise<boolean> {
    this.isEnding = true;
    const giveUp = setTimeout(() => {
      this.isGivenUp = true;
    }, withinMs);
    await Promise.all(this.running);
    clearTimeout(giveUp);
    return !this.isGivenUp;
  }

  private async run(random: Random): Promise<void> {
    const { system, history, senders, perSecond } = this.options;
    const sender = new Sender({ gateways: system.gateways, history, random, isOver: () => this.isGivenUp });
    const paceMs = (1000 * senders) / perSecond;
    while (!this.isEnding) {
      const begun = performance.now();
      if (this.isDone) await pause(100);
      else await this.oneDecision(sender, random);
      await pause(Math.max(0, paceMs - (performance.now() - begun)));
    }
  }

  private async oneDecision(sender: Sender, random: Random): Promise<void> {
    const decision = sender.begin(pickTemplate(random), this.next++);
    const { hasLaterEvents } = this.options;
    let version = 1;
    let last = await sender.make(decision, version);
    if (random.chance(CORRECTED)) last = await sender.make(decision, ++version);
    if (random.chance(CORRECTED_TWICE)) last = await sender.make(decision, ++version);
    if (last.acknowledgedAt === undefined || !hasLaterEvents) return;
    if (random.chance(CANCELLED)) await sender.cancel(decision, version);
    else if (decision.template.decision.consent !== undefined && random.chance(WITHDRAWN)) {
      await sender.withdraw(decision, version);
    }
  }
}

const RARE = 0.03;
const CASE = 0.5;

function pickTemplate(random: Random): Template {
  if (random.chance(RARE)) return WITHOUT_CONSENT;
  return random.chance(CASE) ? random.pick(CASE_TEMPLATES) : KAARINA;
}
