import type { Rate } from '../gateway.config.js';

interface Bucket {
  readonly rate: Rate;
  tokens: number;
  filledAtMs: number;
}

/**
 * Each sender's rate, in this process's memory: it must hold while Redis and PostgreSQL are away
 * (reliability.md, R36). What is over the rate is refused, never queued.
 */
export class TokenBuckets {
  private readonly buckets: ReadonlyMap<string, Bucket>;

  /** @param nowMs a monotonic clock */
  constructor(
    rates: Iterable<readonly [name: string, rate: Rate]>,
    private readonly nowMs: () => number,
  ) {
    this.buckets = new Map(
      Array.from(rates, ([name, rate]) => [name, { rate, tokens: rate.burst, filledAtMs: nowMs() }]),
    );
  }

  /** @returns 0 when a token was taken; else the whole seconds until there is one */
  take(name: string): number {
    const wait = this.secondsToWait(name);
    const bucket = this.buckets.get(name);
    if (bucket && wait === 0) bucket.tokens -= 1;
    return wait;
  }

  /** Takes nothing. @returns 0 when there is a token; else the whole seconds until there is one */
  secondsToWait(name: string): number {
    const bucket = this.buckets.get(name);
    if (!bucket) return 0;
    refill(bucket, this.nowMs());
    return bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) / bucket.rate.perSecond);
  }
}

function refill(bucket: Bucket, nowMs: number): void {
  const refilled = bucket.tokens + ((nowMs - bucket.filledAtMs) / 1000) * bucket.rate.perSecond;
  bucket.tokens = Math.min(bucket.rate.burst, refilled);
  bucket.filledAtMs = nowMs;
}
