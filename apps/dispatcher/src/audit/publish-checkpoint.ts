import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLog } from '#ledger';
import type { Logger } from '#observability';

export interface PublishingOptions {
  readonly audit: Pick<AuditLog, 'newestCheckpoint'>;
  /** A place from where we cannot take it back: mail to the auditor, a medium that is written once (R56). */
  readonly folder: string;
  readonly clock: () => Date;
  readonly log: Logger;
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** @returns one round: each day's first checkpoint as a file of its own; one that is there is never written over */
export function publishRound({ audit, folder, clock, log }: PublishingOptions): () => Promise<boolean> {
  let published = '';
  return async () => {
    const day = clock().toISOString().slice(0, DATE_LENGTH);
    if (day === published) return false;
    const checkpoint = await audit.newestCheckpoint({ isCosigned: false });
    if (checkpoint === undefined) return false;
    await writeOnce(
      join(folder, `checkpoint-${day}.txt`),
      checkpoint.note + checkpoint.cosignatures.join(''),
    );
    published = day;
    log.info('audit.checkpoint-published', { day });
    return false;
  };
}

/** Under its name only when whole; a name that is taken is left as it is. */
async function writeOnce(file: string, text: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.new`, text, { flush: true });
  try {
    await link(`${file}.new`, file);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    await rm(`${file}.new`, { force: true });
  }
}

const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
