import type { Ledger } from '#ledger';
import type { AttemptQueues } from '#queue';

/** Jobs handed on in one transaction. */
const BATCH = 500;

/**
 * The outbox relay: puts jobs that are due into their endpoint's queue. Polls always; there is no notification
 * to lose (R5).
 * @returns one round; true when more is due at once
 */
export function relayRound(ledger: Ledger, queues: Pick<AttemptQueues, 'enqueue'>): () => Promise<boolean> {
  return async () => (await ledger.relayOutbox(BATCH, (jobs) => queues.enqueue(jobs))) === BATCH;
}
