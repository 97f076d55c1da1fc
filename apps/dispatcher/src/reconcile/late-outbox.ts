import type { Ledger } from '#ledger';
import type { Logger, Metrics } from '#observability';

export interface LateOutboxOptions {
  readonly ledger: Pick<Ledger, 'outboxLagSeconds'>;
  readonly metrics: Pick<Metrics, 'setOutboxLag'>;
  readonly log: Logger;
  /** Any clock that never goes back, ms. */
  readonly nowMs: () => number;
}

const LATE_SECONDS = 120;
const TELL_AGAIN_MS = 5 * 60 * 1000;

/** Shows how late jobs are relayed, and says so when that is minutes: then nothing new is sent anywhere. */
export function lateOutboxRound({ ledger, metrics, log, nowMs }: LateOutboxOptions): () => Promise<boolean> {
  let toldMs = -Infinity;
  return async () => {
    const lag = await ledger.outboxLagSeconds();
    metrics.setOutboxLag(lag);
    if (lag < LATE_SECONDS) toldMs = -Infinity;
    else if (nowMs() - toldMs >= TELL_AGAIN_MS) {
      toldMs = nowMs();
      log.warn('outbox.late', { ageMs: lag * 1000 });
    }
    return false;
  };
}
