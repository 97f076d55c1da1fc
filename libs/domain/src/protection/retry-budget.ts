/** How much of an endpoint's traffic may be repeats (reliability.md, R16). */
export interface RetryBudgetPolicy {
  /** Of the first attempts of the last ten minutes, 0 to 1. */
  readonly share: number;
  /** One repeat in this time is always allowed, ms: else nothing would ever find out that the system is back. */
  readonly leastEveryMs: number;
}

const WINDOW_MS = 10 * 60 * 1000;
const BUCKETS = 10;
const BUCKET_MS = WINDOW_MS / BUCKETS;

interface Bucket {
  readonly number: number;
  firsts: number;
  repeats: number;
}

/**
 * Counts what one process begins at one endpoint. Each replica has a budget of its own, of its own first attempts:
 * together they keep the share, and the least is theirs each.
 */
export class RetryBudget {
  private buckets: Bucket[] = [];
  private lastRepeatMs = -Infinity;

  constructor(private readonly policy: RetryBudgetPolicy) {}

  /** @param nowMs any clock that never goes back */
  allowsRepeat(nowMs: number): boolean {
    if (nowMs - this.lastRepeatMs >= this.policy.leastEveryMs) return true;
    const { firsts, repeats } = this.total(nowMs);
    return repeats + 1 <= this.policy.share * firsts;
  }

  began(isRepeat: boolean, nowMs: number): void {
    const bucket = this.bucketAt(nowMs);
    if (isRepeat) {
      bucket.repeats += 1;
      this.lastRepeatMs = nowMs;
    } else {
      bucket.firsts += 1;
    }
  }

  private total(nowMs: number): { readonly firsts: number; readonly repeats: number } {
    this.forget(nowMs);
    return {
      firsts: this.buckets.reduce((sum, bucket) => sum + bucket.firsts, 0),
      repeats: this.buckets.reduce((sum, bucket) => sum + bucket.repeats, 0),
    };
  }

  private bucketAt(nowMs: number): Bucket {
    this.forget(nowMs);
    const number = Math.floor(nowMs / BUCKET_MS);
    const last = this.buckets.at(-1);
    if (last?.number === number) return last;
    const bucket = { number, firsts: 0, repeats: 0 };
    this.buckets.push(bucket);
    return bucket;
  }

  private forget(nowMs: number): void {
    const oldest = Math.floor(nowMs / BUCKET_MS) - BUCKETS;
    this.buckets = this.buckets.filter(({ number }) => number > oldest);
  }
}
