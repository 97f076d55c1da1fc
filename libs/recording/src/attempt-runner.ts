import { isAutomaticSystem } from '#domain';
import type { TaskState } from '#domain';
import { isTransient } from '#ledger';
import type { Ledger } from '#ledger';
import { faultPoint } from '#observability';
import type { Logger, Metrics } from '#observability';
import type { AttemptJob } from '#queue';
import type { ConsentGate, EndpointDelivery, IsInstalled, Pass } from './endpoint-delivery.js';
import { monotonicMs } from './lease.js';
import { openAttemptOf } from './open-attempt.js';
import type { OpenedAttempt } from './open-attempt.js';
import { performAttempt } from './perform-attempt.js';
import type { Performed } from './performed.js';
import { settleAttempt } from './settle-attempt.js';

export interface AttemptRunnerOptions {
  readonly ledger: Ledger;
  readonly consentGate: ConsentGate;
  readonly isInstalled: IsInstalled;
  readonly worker: string;
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const SETTLE_RETRY_MS = 250;
const NO_GATE: Pass = {};

/** The attempt runner, the same for all systems: load and check, journal, call the adapter, settle. */
export class AttemptRunner {
  constructor(private readonly options: AttemptRunnerOptions) {}

  /** Runs one job of an endpoint's queue. A job that is lost or thrown out is found again by the reconciler. */
  async run(job: AttemptJob, delivery: EndpointDelivery): Promise<void> {
    const { gate, policy } = delivery;
    const pass = gate === undefined ? NO_GATE : await gate.admit(job);
    if (pass === undefined) return;
    faultPoint('attempt.before-open');
    // Before the ledger's lease begins, never after: a commit whose answer is late would make ours outlive it (R10).
    const begunAtMs = monotonicMs();
    const opened = await this.open(job, delivery, pass);
    if (opened === undefined) return;
    gate?.began(opened.task);
    faultPoint('attempt.opened');
    const { deadlineMs } = policy;
    const performed = await performAttempt(opened, delivery.adapter, { begunAtMs, deadlineMs });
    faultPoint('attempt.performed');
    const settled = await this.settle(opened, performed, delivery, begunAtMs + 3 * deadlineMs);
    faultPoint('attempt.settled');
    const durationMs = monotonicMs() - begunAtMs;
    this.tell(opened, performed, { state: settled?.state, durationMs });
    this.count(opened, performed, durationMs / 1000);
    await gate?.ended(pass, performed);
  }

  /** Whatever comes of it, a pass that is not used is given back. */
  private async open(
    job: AttemptJob,
    delivery: EndpointDelivery,
    pass: Pass,
  ): Promise<OpenedAttempt | undefined> {
    let opened: OpenedAttempt | undefined;
    try {
      opened = await openAttemptOf(job, delivery, this.options);
    } finally {
      if (opened === undefined) await delivery.gate?.release(pass);
    }
    return opened;
  }

  /** What the system did is worth keeping: PostgreSQL may be away for a moment, until the lease is over. */
  private async settle(
    opened: OpenedAttempt,
    performed: Performed,
    delivery: EndpointDelivery,
    untilMs: number,
  ) {
    for (;;) {
      try {
        return await settleAttempt(opened, performed, delivery, this.options);
      } catch (failure) {
        if (!isTransient(failure) || monotonicMs() + SETTLE_RETRY_MS > untilMs) throw failure;
        await new Promise((resolve) => setTimeout(resolve, SETTLE_RETRY_MS));
      }
    }
  }

  private tell(
    { task, attemptId }: OpenedAttempt,
    { write, lookUp }: Performed,
    result: { readonly state: TaskState | undefined; readonly durationMs: number },
  ): void {
    const { system, endpoint, record, operation, team, decisionId, version, epoch } = task;
    this.options.log.info('attempt.ended', {
      ...{
        taskId: task.id,
        attemptId,
        team,
        decisionId,
        version,
        system,
        endpoint,
        record,
        operation,
        epoch,
      },
      outcome: (write ?? lookUp)?.kind,
      code: lookUp?.code ?? write?.code,
      ...result,
    });
  }

  private count({ kind, task }: OpenedAttempt, { write, lookUp }: Performed, seconds: number): void {
    const { metrics } = this.options;
    const { endpoint, system, operation } = task;
    if (write !== undefined) metrics.attemptEnded({ endpoint, kind: 'write', outcome: write.kind });
    if (lookUp !== undefined) {
      metrics.attemptEnded({
        endpoint,
        kind: kind === 'look-up' ? 'look-up' : 'read-back',
        outcome: lookUp.kind,
      });
    }
    if (!isAutomaticSystem(system)) return;
    metrics.adapterRequested(
      {
        target: system,
        operation: kind === 'write' ? operation : 'look-up',
        outcome: (write ?? lookUp)?.kind ?? 'none',
      },
      seconds,
    );
  }
}
