import { faultPoint } from '#observability';

/** The attempt may no longer write: its lease is over, or too near its end for one more request (R10). */
export class LeaseLost extends Error {
  readonly code = 'lease-lost';
  constructor() {
    super('the lease of the attempt is over');
    this.name = 'LeaseLost';
  }
}

/** Monotonic milliseconds: a clock that is set back or forth moves no lease (R21). */
export const monotonicMs = (): number => performance.now();

/**
 * The guard before the first byte. The lease was given when the attempt was committed; a process that was
 * stopped or starved since then finds out here, before it writes beside its successor.
 */
export class LeaseGuard {
  /** Whether the write was let out: from then on it may have reached the system. */
  writeBegun = false;

  constructor(
    private readonly begunAtMs: number,
    private readonly leaseMs: number,
    private readonly deadlineMs: number,
  ) {}

  /** @throws LeaseLost */
  readonly beforeFirstByte = (): void => {
    faultPoint('attempt.first-byte');
    if (monotonicMs() - this.begunAtMs > this.leaseMs - this.deadlineMs) throw new LeaseLost();
    this.writeBegun = true;
  };
}
