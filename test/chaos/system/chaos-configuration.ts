import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** How patient the adapters are in a run: the rig need not wait as long as a county would. */
export interface Patience {
  readonly deadlineMs: number;
  readonly settleMs: number;
  readonly concurrency: number;
  /** All that an endpoint is sent in a second; as much as comes when left out. */
  readonly ratePerSecond?: number;
}

/** How long a breaker stays open, ms; as it is delivered when left out. */
export interface BreakerTimes {
  readonly openMs: number;
  readonly longestOpenMs: number;
}

export const PATIENCE: Patience = { deadlineMs: 2_000, settleMs: 500, concurrency: 4 };
const RETRY_DELAYS_MS = [200, 500, 1_000, 1_000, 2_000, 2_000, 3_000];

/** Copies `config/` with these limits at every endpoint that an adapter serves; all else is as it is delivered. */
export async function copyConfiguration(
  target: string,
  patience: Patience,
  breaker: Partial<BreakerTimes> = {},
): Promise<void> {
  await cp('config', target, { recursive: true });
  const systems = join(target, 'systems');
  for (const file of await readdir(systems)) {
    const path = join(systems, file);
    const document = parseDocument(await readFile(path, 'utf8'));
    if (!document.has('address')) continue;
    for (const [name, value] of Object.entries(patience)) document.setIn(['limits', name], value);
    for (const [name, value] of Object.entries(breaker)) {
      document.setIn(['protection', 'breaker', name], value);
    }
    document.set('retry', { delaysMs: RETRY_DELAYS_MS });
    await writeFile(path, document.toString());
  }
}
