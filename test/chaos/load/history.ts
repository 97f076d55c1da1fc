import type { CloudEvent, IntakeAnswer } from '../../e2e/house/views.js';
import type { Template } from './templates.js';

/** One event as its sender knows it: what was sent, and what was answered. Kept outside the system. */
export interface SentEvent {
  readonly event: CloudEvent;
  readonly kind: 'made' | 'cancelled' | 'withdrawn';
  readonly version: number;
  readonly firstSentAt: Date;
  tries: number;
  /** Of the answers other than 202, and `none` for each that never came. */
  readonly answers: string[];
  acknowledgedAt?: Date;
  answer?: IntakeAnswer;
  /** An answer that a sender does not repeat after: the event was refused for good. */
  refused?: string;
}

export interface SentDecision {
  readonly n: number;
  readonly template: Template;
  readonly team: string;
  readonly decisionId: string;
  readonly client: string;
  readonly events: SentEvent[];
}

/** A fault as it was done. */
export interface DoneFault {
  readonly at: Date;
  readonly name: string;
  readonly target: string;
  untilAt?: Date;
}

/** All that happened, as it is known without asking the system. */
export class History {
  readonly decisions: SentDecision[] = [];
  readonly faults: DoneFault[] = [];
  readonly startedAt = new Date();

  get acknowledged(): readonly SentEvent[] {
    return this.decisions
      .flatMap(({ events }) => events)
      .filter(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  }

  /** How many tasks the answers told of. */
  get tasks(): number {
    const counted = new Set(
      this.acknowledged.flatMap(({ answer }) => (answer?.tasks ?? []).map(({ id }) => id)),
    );
    return counted.size;
  }

  did(name: string, target: string): DoneFault {
    const done: DoneFault = { at: new Date(), name, target };
    this.faults.push(done);
    return done;
  }
}
