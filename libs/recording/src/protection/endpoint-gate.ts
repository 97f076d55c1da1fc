import { breakerAt, heldUntil, isQuiet, RetryBudget } from '#domain';
import type { Admission, Breaker, ProtectionPolicy, TrackedTask } from '#domain';
import type { AttemptReport, Ledger, SeenState } from '#ledger';
import type { AttemptJob, Pace } from '#queue';
import { v7 as uuid } from 'uuid';
import type { AttemptGate, Pass } from '../endpoint-delivery.js';
import { monotonicMs } from '../lease.js';
import type { Performed } from '../performed.js';
import { verdictOf } from './verdict.js';

export interface EndpointGateOptions {
  readonly endpoint: string;
  readonly policy: ProtectionPolicy;
  /** Total time of one attempt, ms. */
  readonly deadlineMs: number;
  readonly ledger: Pick<Ledger, 'endpoints' | 'peekFailures' | 'putBack'>;
  readonly random: () => number;
  /** What all replicas share has changed. */
  readonly onSeen: (seen: SeenState) => void;
}

/** Why nothing goes to an endpoint now. */
export type Hold = 'paused' | 'quiet' | 'retry-after' | 'breaker' | 'not-seen';

/** A job that was fetched although its endpoint is held comes back so soon: by then its worker takes no more. */
const PUT_BACK_MS = 1_000;
const SOONEST_PUT_BACK_MS = 100;
/** Repeats for which there is no budget come back spread over so many times its least. */
const BUDGET_SPREAD = 10;

/**
 * One endpoint's gate in this process: what may begin, by the state that all replicas share and by this process's
 * own budget of repeats. An attempt that may not begin goes back to the outbox, and costs its task nothing.
 */
export class EndpointGate implements AttemptGate {
  private readonly budget: RetryBudget;
  private seen: { readonly shared: SeenState; readonly atMs: number } | undefined;
  /** Answered attempts that the shared breaker has not been told of. */
  private successes = 0;
  private successesSinceMs = 0;

  constructor(private readonly options: EndpointGateOptions) {
    this.budget = new RetryBudget(options.policy.retries);
  }

  /** The shared state, as it was just read or changed. */
  see(shared: SeenState): void {
    this.seen = { shared, atMs: monotonicMs() };
    this.options.onSeen(shared);
  }

  /** @returns undefined when attempts may begin */
  hold(): Hold | undefined {
    if (this.seen === undefined) return 'not-seen';
    const { pause, notBefore, breaker } = this.seen.shared.state;
    const now = this.now();
    const { quietHours, breaker: policy } = this.options.policy;
    if (pause !== undefined) return 'paused';
    if (quietHours !== undefined && isQuiet(quietHours, now)) return 'quiet';
    if (notBefore !== undefined && now < notBefore) return 'retry-after';
    return heldUntil(breaker, policy, now) === undefined ? undefined : 'breaker';
  }

  /** How much the endpoint's worker is to take: while a probe is wanted, one job at a time. */
  pace(): Pace {
    if (this.hold() !== undefined) return 'held';
    const { phase } = this.breaker();
    return phase === 'closed' || phase === 'ramping' ? 'full' : 'single';
  }

  async admit(job: AttemptJob): Promise<Pass | undefined> {
    if (this.hold() !== undefined) return this.putBack(job, PUT_BACK_MS);
    const isClosed = this.breaker().phase === 'closed';
    if (isClosed && this.budget.allowsRepeat(monotonicMs())) return {};
    const { endpoint, ledger, policy, random } = this.options;
    const failures = await ledger.peekFailures({ ...job, endpoint });
    // An old job: whoever runs it finds nothing to do, and must not use up what others wait for.
    if (failures === undefined) return {};
    if (failures > 0 && !this.budget.allowsRepeat(monotonicMs())) {
      return this.putBack(job, policy.retries.leastEveryMs * (1 + (BUDGET_SPREAD - 1) * random()));
    }
    return isClosed ? {} : this.askShared(job);
  }

  began({ failures }: TrackedTask): void {
    this.budget.began(failures > 0, monotonicMs());
  }

  async ended({ probe }: Pass, performed: Performed): Promise<void> {
    const { kind, retryAfterMs } = verdictOf(performed);
    if (kind === 'neutral') {
      if (retryAfterMs !== undefined) await this.tell({ successes: 0, failed: false, retryAfterMs });
      await this.release({ ...(probe === undefined ? {} : { probe }) });
      return;
    }
    const failed = kind === 'failed';
    if (!failed) this.countSuccess();
    if (!failed && probe === undefined && !this.hasFailures()) return;
    const successes = this.successes;
    this.successes = 0;
    await this.tell({ successes, failed, ...(probe === undefined ? {} : { probe }) });
  }

  async release({ probe }: Pass): Promise<void> {
    if (probe === undefined) return;
    this.see(await this.options.ledger.endpoints.releaseProbe(this.options.endpoint, probe));
  }

  private async askShared(job: AttemptJob): Promise<Pass | undefined> {
    const { endpoint, ledger, policy, deadlineMs } = this.options;
    const wish = { probe: uuid(), probeMs: 3 * deadlineMs };
    const { admission, ...shared } = await ledger.endpoints.ask(endpoint, wish, policy.breaker);
    this.see(shared);
    return this.passOf(admission, job, shared.now);
  }

  private async passOf(admission: Admission, job: AttemptJob, now: Date): Promise<Pass | undefined> {
    switch (admission.kind) {
      case 'go':
        return {};
      case 'probe':
        return { probe: admission.probe };
      case 'wait': {
        const waitMs = admission.until.getTime() - now.getTime();
        return this.putBack(job, Math.max(SOONEST_PUT_BACK_MS, Math.min(waitMs, PUT_BACK_MS)));
      }
    }
  }

  private async putBack(job: AttemptJob, delayMs: number): Promise<undefined> {
    await this.options.ledger.putBack(job, delayMs);
    return undefined;
  }

  private async tell(report: AttemptReport): Promise<void> {
    const { endpoint, ledger, policy } = this.options;
    this.see(await ledger.endpoints.tell(endpoint, report, policy.breaker));
  }

  /** Successes of an earlier window say nothing of this one. */
  private countSuccess(): void {
    const nowMs = monotonicMs();
    if (nowMs - this.successesSinceMs > this.options.policy.breaker.windowMs) {
      this.successes = 0;
      this.successesSinceMs = nowMs;
    }
    this.successes += 1;
  }

  /** While nothing fails anywhere nothing is told: the shared row would be written with every attempt. */
  private hasFailures(): boolean {
    const breaker = this.breaker();
    switch (breaker.phase) {
      case 'open':
      case 'probing':
        return false;
      case 'closed':
      case 'ramping':
        return breaker.tally.failuresInARow > 0;
    }
  }

  private breaker(): Breaker {
    const shared = this.seen?.shared;
    if (shared === undefined) throw new TypeError('the gate is asked before it has seen its state');
    return breakerAt(shared.state.breaker, this.options.policy.breaker, this.now());
  }

  /** The database's clock, carried on by the process's own. */
  private now(): Date {
    if (this.seen === undefined) return new Date();
    return new Date(this.seen.shared.now.getTime() + monotonicMs() - this.seen.atMs);
  }
}
