import { afterDeath } from '#domain';
import type { DeliveryPolicy, TrackedTask } from '#domain';
import { countDeaths } from '#ledger';
import type { Ledger, LockedDecision } from '#ledger';
import { faultPoint } from '#observability';
import type { Logger, Metrics } from '#observability';
import type { AttemptQueues } from '#queue';

export interface ReconcilerOptions {
  readonly ledger: Ledger;
  readonly queues: Pick<AttemptQueues, 'hasEpoch' | 'markEpoch'>;
  /** Endpoints that an adapter serves. */
  readonly installed: readonly string[];
  /** Undefined for an endpoint that is not configured any more. */
  readonly policyOf: (endpoint: string) => DeliveryPolicy | undefined;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'reconciled' | 'taskQuarantined' | 'workerDied'>;
}

const ACTOR = 'reconciler';
const LEASES_A_ROUND = 200;
/** A job that was put into its queue and not begun for so long is put there again; if it is still there, nothing changes. */
const STALE_JOB_MS = 60_000;

/**
 * Finds what fell between PostgreSQL, Redis and the workers, and brings it back (R20). Everything it does is safe
 * to do twice, and beside a second reconciler.
 */
export class Reconciler {
  constructor(private readonly options: ReconcilerOptions) {}

  /** Redis was emptied or replaced: every job that is wanted is wanted again. */
  async rebuildLostQueues(): Promise<void> {
    const { queues, ledger, log, metrics } = this.options;
    if (await queues.hasEpoch()) return;
    const count = await ledger.rewantRelayed(0);
    faultPoint('reconcile.rewanted');
    await queues.markEpoch();
    // A Redis that is new and had nothing to lose is no alarm.
    if (count === 0) return;
    metrics.reconciled({ found: 'lost-queues' }, 1);
    log.warn('queues.rebuilt', { count });
  }

  /**
   * An attempt outlived its lease: its worker died. What it sent is unknown, and is looked up; a task that kills one
   * worker after the other is not taken again by itself.
   */
  async takeOverLostLeases(): Promise<boolean> {
    const lost = await this.options.ledger.findLostLeases(LEASES_A_ROUND);
    for (const taskId of lost) await this.takeOver(taskId);
    return lost.length === LEASES_A_ROUND;
  }

  /** Jobs that are wanted but were lost one by one, and tasks for which none was ever wanted. */
  async findMissingJobs(): Promise<void> {
    const { ledger, installed, log, metrics } = this.options;
    const { states } = await ledger.endpoints.read(installed);
    const held = states.filter(({ pause, breaker }) => pause !== undefined || breaker.phase === 'open');
    const stale = await ledger.rewantRelayed(
      STALE_JOB_MS,
      held.map(({ endpoint }) => endpoint),
    );
    const missing = await ledger.wantMissingJobs(installed);
    metrics.reconciled({ found: 'stale-job' }, stale);
    metrics.reconciled({ found: 'missing-job' }, missing);
    if (stale + missing > 0) log.info('jobs.wanted-again', { count: stale + missing });
  }

  private async takeOver(taskId: string): Promise<void> {
    const { ledger, policyOf, log, metrics } = this.options;
    const lost = await ledger.withDecision({ taskId }, async (decision) => {
      const task = decision.tasks.find((candidate) => candidate.id === taskId);
      const policy = task === undefined ? undefined : policyOf(task.endpoint);
      if (task === undefined || policy === undefined || !isLost(task, decision.now)) return undefined;
      return saveDeath(decision, task, policy);
    });
    if (lost === undefined) return;
    const { endpoint, epoch, state, reason } = lost;
    metrics.workerDied({ endpoint });
    metrics.reconciled({ found: 'lost-lease' }, 1);
    log.warn('attempt.lease-lost', { taskId, endpoint, epoch });
    if (state !== 'needs-attention') return;
    metrics.taskQuarantined({ endpoint });
    log.error('task.quarantined', { taskId, endpoint, reason });
  }
}

async function saveDeath(
  decision: LockedDecision,
  task: TrackedTask,
  policy: DeliveryPolicy,
): Promise<TrackedTask> {
  const attempts = await decision.readOpenAttempts(task.id);
  const deaths = await countDeaths(decision.tx, task.id);
  const lost = afterDeath(task, deaths, policy, { now: decision.now, random: Math.random });
  await decision.save({
    actor: ACTOR,
    transitions: [lost],
    ended: attempts.map((id) => ({ id, taskId: task.id, outcome: 'unknown', code: 'lease-lost' })),
  });
  faultPoint('reconcile.lease-uncommitted');
  return lost.task;
}

const isLost = (task: TrackedTask, now: Date): boolean =>
  task.leaseUntil !== undefined && task.leaseUntil.getTime() <= now.getTime();
