import { helsinkiDay } from '#domain';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';

export interface RereadSampleOptions {
  readonly ledger: Pick<Ledger, 'chooseRereads'>;
  /** Of each endpoint's confirmed records, 0 to 1; at least one each. */
  readonly share: number;
  readonly log: Logger;
  readonly clock: () => Date;
}

/** Chooses once a day which confirmed records the adapters look at once more. */
export function rereadSampleRound({
  ledger,
  share,
  log,
  clock,
}: RereadSampleOptions): () => Promise<boolean> {
  return async () => {
    const day = helsinkiDay(clock());
    const count = await ledger.chooseRereads(day, share);
    if (count !== undefined) log.info('rereads.chosen', { day, count });
    return false;
  };
}
