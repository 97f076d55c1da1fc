import type { Ledger } from '#ledger';
import type { Readiness } from '#observability';
import type { AttemptQueues } from '#queue';
import type { ReadinessProbe } from '../operations/readiness-probe.js';

/** Ready: PostgreSQL answers and has every migration. The keys were read when the ledger was opened. */
export class ReadinessProbeAdapter implements ReadinessProbe {
  constructor(
    private readonly ledger: Ledger,
    private readonly queues: Pick<AttemptQueues, 'hasEpoch'>,
  ) {}

  async check(): Promise<Readiness> {
    const [pending, queue] = await Promise.allSettled([
      this.ledger.pendingMigrations(),
      this.queues.hasEpoch(),
    ]);
    const hasDatabase = pending.status === 'fulfilled';
    const isMigrated = hasDatabase && pending.value.length === 0;
    return {
      ready: isMigrated,
      parts: {
        postgresql: hasDatabase ? 'up' : 'down',
        migrations: isMigrated ? 'up' : 'down',
        keys: 'up',
        redis: queue.status === 'fulfilled' ? 'up' : 'degraded',
      },
    };
  }
}
