import type { VerifierKey } from '#audit';
import { helsinkiDay } from '#domain';
import type { AuditLog } from '#ledger';
import type { Logger, Metrics } from '#observability';
import { LogCheck } from './self-check.js';

export interface SelfCheckOptions {
  readonly audit: Pick<AuditLog, 'tree' | 'selfCheck'>;
  readonly keys: readonly VerifierKey[];
  readonly clock: () => Date;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'auditVerified' | 'auditDiffers'>;
}

/** With the loop's pause some two thousand entries a second: nobody notices, and a million takes ten minutes. */
const BATCH = 1_000;
const DAY_MS = 24 * 3_600_000;
/** Places that are told one by one in the log. */
const TOLD = 5;

/**
 * Once a day, and first when the process starts, all of the log is looked at once more, from its first entry on.
 * @returns one round, a batch of entries
 */
export function selfCheckRound(options: SelfCheckOptions): () => Promise<boolean> {
  const { audit, keys, clock } = options;
  let check: { readonly run: LogCheck; readonly size: number; readonly begunAt: Date } | undefined;
  let nextAt = 0;
  return async () => {
    if (check === undefined) {
      if (clock().getTime() < nextAt) return false;
      const target = await audit.tree();
      const run = new LogCheck({ read: audit.selfCheck, keys, batch: BATCH }, target);
      check = { run, size: target.size, begunAt: clock() };
    }
    if (await check.run.step()) return false;
    const { run, size, begunAt } = check;
    // What fails is tried again: only a run that came to its end counts.
    await tellResult(options, run, size);
    check = undefined;
    nextAt = begunAt.getTime() + DAY_MS;
    return false;
  };
}

async function tellResult(
  { audit, clock, log, metrics }: SelfCheckOptions,
  { differences, found }: LogCheck,
  size: number,
): Promise<void> {
  if (found === 0) {
    metrics.auditVerified(clock(), size);
    log.info('audit.self-check-done', { count: size });
    return;
  }
  await audit.selfCheck.noteFindings(helsinkiDay(clock()), differences);
  metrics.auditDiffers(found);
  for (const { code, index, task } of differences.slice(0, TOLD)) {
    log.error('audit.self-check-failed', {
      code,
      failed: found,
      ...(index === undefined ? {} : { index }),
      ...(task === null ? {} : { taskId: task }),
    });
  }
}
