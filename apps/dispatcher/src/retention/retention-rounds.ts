import type { RetentionPolicy } from '#configuration';
import type { Retention } from '#ledger';
import type { Logger } from '#observability';

export interface RetentionOptions {
  readonly retention: Pick<Retention, 'pruneLog' | 'expireContent'>;
  readonly policy: RetentionPolicy;
  readonly log: Logger;
}

const ACTOR = 'dispatcher';
/** In one transaction, and in one round: what is old need not go in a hurry, and nobody shall wait for it. */
const MOST_ENTRIES = 1_000;
const MOST_DECISIONS = 50;

/** @returns one round: the oldest entries that are due lose what can be read of them; there is always a pause after it */
export function pruneRound({ retention, policy, log }: RetentionOptions): () => Promise<boolean> {
  return async () => {
    const pruned = await retention.pruneLog({ policy: policy.log, most: MOST_ENTRIES, actor: ACTOR });
    if (pruned !== undefined) log.info('retention.log-pruned', { count: pruned.until - pruned.since });
    return false;
  };
}

/** @returns one round: texts of some decisions that were settled long enough ago go */
export function expiryRound({ retention, policy, log }: RetentionOptions): () => Promise<boolean> {
  return async () => {
    const count = await retention.expireContent({
      policy: policy.content,
      most: MOST_DECISIONS,
      actor: ACTOR,
    });
    if (count > 0) log.info('retention.content-expired', { count });
    return false;
  };
}
