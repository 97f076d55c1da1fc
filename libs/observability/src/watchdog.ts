export interface WatchdogOptions {
  /** Work may lie undone for so long, ms. */
  readonly patienceMs: number;
  /** Any clock that never goes back, ms. */
  readonly nowMs: () => number;
  /** Whether work has been waiting for all that time. */
  readonly isWorkWaiting: () => Promise<boolean>;
  /** Whether what it takes to do the work is there: where not, beginning anew would not help. */
  readonly canWork: () => Promise<boolean>;
}

/** Sees that a process does nothing though there is work, as it happens after faults of a client library (B3). */
export class Watchdog {
  private progress = 0;
  private sinceMs: number;

  constructor(private readonly options: WatchdogOptions) {
    this.sinceMs = options.nowMs();
  }

  /**
   * @param progress rises with each piece of work that is begun
   * @param isIdleOnPurpose nothing may be begun now
   * @returns whether the process is stuck, and should be ended for its supervisor to start it anew
   */
  async look(progress: number, isIdleOnPurpose: boolean): Promise<boolean> {
    const { patienceMs, nowMs, isWorkWaiting, canWork } = this.options;
    if (progress !== this.progress || isIdleOnPurpose) {
      this.progress = progress;
      this.sinceMs = nowMs();
    }
    if (nowMs() - this.sinceMs < patienceMs) return false;
    return (await isWorkWaiting()) && (await canWork());
  }
}
