import type { Ledger } from '#ledger';
import { faultPoint } from '#observability';
import type { AttemptQueues } from '#queue';

/** Jobs handed on in one transaction. */
const BATCH = 500;

/**
 * The outbox relay: puts jobs that are due into their endpoint's queue. Polls always; there is no notification
 * to lose (R5).
 * @param onRelayed told how many jobs each round handed on
 * @returns one round; true when more is due at once
 */
export function relayRound(
  ledger: Ledger,
  queues: Pick<AttemptQueues, 'enqueue'>,
  onRelayed: (count: number) => void,
): () => Promise<boolean> {
  return async () => {
    const relayed = await ledger.relayOutbox(BATCH, async (jobs) => {
      faultPoint('relay.claimed');
      await queues.enqueue(jobs);
      faultPoint('relay.enqueued');
    });
    onRelayed(relayed);
    return relayed === BATCH;
  };
}
