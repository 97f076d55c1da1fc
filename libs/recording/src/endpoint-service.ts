import type { Endpoint } from '#configuration';
import type { Ledger, SeenState } from '#ledger';
import { Watchdog } from '#observability';
import type { Logger } from '#observability';
import { EndpointWorker, holdsJobs } from '#queue';
import type { RecordSystemAdapter } from './adapter.js';
import type { AttemptRunner } from './attempt-runner.js';
import type { ConsentGate, EndpointDelivery } from './endpoint-delivery.js';
import { EndpointGate } from './protection/endpoint-gate.js';
import { rereadNext } from './reread/reread-record.js';

/** An endpoint that has an address, and its secrets. */
export interface InstalledEndpoint extends Endpoint {
  readonly address: string;
}

export interface EndpointServiceOptions {
  readonly endpoint: InstalledEndpoint;
  readonly adapter: RecordSystemAdapter;
  readonly redisUrl: string;
  readonly ledger: Ledger;
  readonly runner: AttemptRunner;
  readonly consentGate: ConsentGate;
  /** Who runs it, for the journal and the audit log. */
  readonly worker: string;
  readonly log: Logger;
  /** Any clock that never goes back, ms. */
  readonly nowMs: () => number;
}

const PATIENCE_MS = 60_000;

/** All that one process does for one endpoint: its gate, and a worker that takes what the gate lets through. */
export class EndpointService {
  readonly id: string;
  /** Total time of one attempt, ms. */
  readonly deadlineMs: number;
  private readonly gate: EndpointGate;
  private readonly delivery: EndpointDelivery;
  private readonly worker: EndpointWorker;
  private readonly watchdog: Watchdog;
  private wasBroken = false;

  constructor(private readonly options: EndpointServiceOptions) {
    const { endpoint, adapter, redisUrl, ledger, runner, log } = options;
    const { id, delivery: policy, concurrency, protection, ratePerSecond } = endpoint;
    this.id = id;
    this.deadlineMs = policy.deadlineMs;
    this.gate = new EndpointGate({
      endpoint: id,
      policy: protection,
      deadlineMs: policy.deadlineMs,
      ledger,
      random: Math.random,
      onSeen: (seen) => {
        this.tellBreaker(seen);
        void this.keepPace();
      },
    });
    this.delivery = { endpoint: id, adapter, policy, gate: this.gate };
    // Held until the shared state was read: what was paused before a restart stays paused.
    const pace = 'held';
    this.worker = new EndpointWorker(
      {
        redisUrl,
        endpoint: id,
        concurrency,
        ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
        deadlineMs: policy.deadlineMs,
        run: (job) => runner.run(job, this.delivery),
        onFault: (code, error) => {
          log.warn('worker.fault', { endpoint: id, code, error });
        },
      },
      pace,
    );
    this.watchdog = this.createWatchdog();
  }

  see(seen: SeenState): void {
    this.gate.see(seen);
  }

  /** The worker takes what the gate lets through now: it may have opened or shut by the time alone. */
  async keepPace(): Promise<void> {
    await this.worker.setPace(this.gate.pace());
  }

  /** @returns whether the worker is stuck */
  isStuck(): Promise<boolean> {
    return this.watchdog.look(this.worker.jobsTaken, this.gate.hold() !== undefined);
  }

  /** Looks at one record of the day's sample, when there is one and nothing holds the endpoint. */
  async reread(): Promise<void> {
    if (this.gate.pace() === 'full') await rereadNext(this.delivery, this.options);
  }

  close(): Promise<void> {
    return this.worker.close();
  }

  private createWatchdog(): Watchdog {
    const { endpoint, ledger, redisUrl, nowMs } = this.options;
    const { ratePerSecond, delivery } = endpoint;
    const patienceMs = Math.max(PATIENCE_MS, 4 * delivery.deadlineMs, 2_000 / (ratePerSecond ?? 1));
    return new Watchdog({
      patienceMs,
      nowMs,
      isWorkWaiting: () => ledger.hasWaitingJob(endpoint.id, patienceMs),
      canWork: () => holdsJobs(redisUrl, endpoint.id),
    });
  }

  private tellBreaker({ state: { breaker } }: SeenState): void {
    const isBroken = breaker.phase === 'open' || breaker.phase === 'probing';
    if (isBroken === this.wasBroken) return;
    this.wasBroken = isBroken;
    if (isBroken) this.options.log.warn('breaker.opened', { endpoint: this.id });
    else this.options.log.info('breaker.closed', { endpoint: this.id });
  }
}
