import type { TaskState } from '#domain';
import { isTransient } from '#ledger';
import type { Ledger } from '#ledger';
import type { Logger, Metrics } from '#observability';
import type { AttemptJob } from '#queue';
import type { ConsentGate, EndpointDelivery, IsInstalled } from './endpoint-delivery.js';
import { monotonicMs } from './lease.js';
import { openAttemptOf } from './open-attempt.js';
import type { OpenedAttempt } from './open-attempt.js';
import { performAttempt } from './perform-attempt.js';
import type { Performed } from './perform-attempt.js';
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

/** The attempt runner, the same for all systems: load and check, journal, call the adapter, settle. */
export class AttemptRunner {
  constructor(private readonly options: AttemptRunnerOptions) {}

  /** Runs one job of an endpoint's queue. A job that is lost or thrown out is found again by the reconciler. */
  async run(job: AttemptJob, delivery: EndpointDelivery): Promise<void> {
    const opened = await openAttemptOf(job, delivery, this.options);
    if (opened === undefined) return;
    const begunAtMs = monotonicMs();
    const deadlineMs = delivery.policy.deadlineMs;
    const performed = await performAttempt(opened, delivery.adapter, { begunAtMs, deadlineMs });
    const settled = await this.settle(opened, performed, delivery, begunAtMs + 3 * deadlineMs);
    this.tell(opened, performed, { state: settled?.state, durationMs: monotonicMs() - begunAtMs });
    this.options.metrics.adapterRequested(
      {
        target: delivery.adapter.system,
        operation: opened.kind === 'write' ? opened.task.operation : 'look-up',
        outcome: (performed.write ?? performed.lookUp)?.kind ?? 'none',
      },
      (monotonicMs() - begunAtMs) / 1000,
    );
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
}
