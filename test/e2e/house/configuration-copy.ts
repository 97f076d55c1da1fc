import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** What of the delivered configuration a test changes, so that it need not wait as long as a county would. */
export interface LifecareDelivery {
  readonly deadlineMs: number;
  readonly settleMs: number;
  readonly concurrency: number;
  readonly retryDelaysMs: readonly number[];
}

/** Copies `config/`, with other limits at every Lifecare endpoint and quick retries at the others; all else is as it is delivered. */
export async function copyConfiguration(target: string, lifecare: LifecareDelivery): Promise<void> {
  await cp('config', target, { recursive: true });
  const systems = join(target, 'systems');
  for (const file of await readdir(systems)) {
    const path = join(systems, file);
    if (file.startsWith('lifecare-')) await changeDelivery(path, lifecare);
    else await retrySoon(path, lifecare.retryDelaysMs);
  }
}

/** Where somebody else writes, what is not there yet is there soon. */
async function retrySoon(path: string, delaysMs: readonly number[]): Promise<void> {
  const document = parseDocument(await readFile(path, 'utf8'));
  if (!document.has('address')) return;
  document.set('retry', { delaysMs: [...delaysMs, ...Array.from({ length: 40 }, () => 500)] });
  await writeFile(path, document.toString());
}

async function changeDelivery(path: string, { retryDelaysMs, ...limits }: LifecareDelivery): Promise<void> {
  const document = parseDocument(await readFile(path, 'utf8'));
  document.set('limits', limits);
  document.set('retry', { delaysMs: retryDelaysMs });
  await writeFile(path, document.toString());
}
