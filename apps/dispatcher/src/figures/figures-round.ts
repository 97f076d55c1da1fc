import type { Ledger } from '#ledger';
import type { Metrics } from '#observability';
import { askRedisMemory } from '#queue';

export interface FiguresOptions {
  readonly ledger: Pick<Ledger, 'audit' | 'countFindings' | 'countJobs' | 'countOpenTasks' | 'escalations'>;
  readonly metrics: Pick<
    Metrics,
    'setAuditLog' | 'setFindings' | 'setJobs' | 'setOverdueTasks' | 'setRedis' | 'setTasks'
  >;
  /** Endpoints that an adapter serves. */
  readonly installed: readonly string[];
  /** Whether anybody is to cosign the audit log's checkpoints. */
  readonly hasWitness: boolean;
  readonly redisUrl: string;
}

/** @returns one round: what the ledger and Redis hold now, for those who watch over it */
export function figuresRound({
  ledger,
  metrics,
  installed,
  hasWitness,
  redisUrl,
}: FiguresOptions): () => Promise<boolean> {
  return async () => {
    // First, since it tells of Redis also while PostgreSQL is away.
    metrics.setRedis(await askRedisMemory(redisUrl));
    metrics.setTasks(await ledger.countOpenTasks());
    metrics.setOverdueTasks(await ledger.escalations.countOverdue());
    metrics.setJobs(await ledger.countJobs(installed));
    metrics.setAuditLog(await ledger.audit.progress(), hasWitness);
    metrics.setFindings(await ledger.countFindings());
    return false;
  };
}
