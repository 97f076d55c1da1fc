import type { AuditLog, TeamGrounds } from '#ledger';
import type { Logger, Metrics } from '#observability';

/** Entries in one transaction: a checkpoint is due after as many. */
const BATCH = 1_000;

export interface SequencingOptions {
  readonly audit: Pick<AuditLog, 'sequence' | 'listForgotten'>;
  readonly groundsOf: (team: string) => TeamGrounds;
  readonly log: Logger;
}

/** @returns one round; true when more entries wait for their places */
export function sequenceRound({ audit, groundsOf, log }: SequencingOptions): () => Promise<boolean> {
  return async () => {
    const { count, unlisted } = await audit.sequence({ limit: BATCH, groundsOf });
    for (const kind of unlisted) log.warn('audit.kind-unlisted', { code: kind });
    return count === BATCH;
  };
}

/** Entries that lost their place in the queue for the log, as only somebody's hand in the database makes them. */
export function forgottenRound({
  audit,
  log,
  metrics,
}: Pick<SequencingOptions, 'audit' | 'log'> & {
  readonly metrics: Pick<Metrics, 'auditEntriesForgotten'>;
}): () => Promise<boolean> {
  return async () => {
    const count = await audit.listForgotten();
    metrics.auditEntriesForgotten(count);
    if (count > 0) log.error('audit.entries-forgotten', { count });
    return false;
  };
}
