import { loadRetention } from '#configuration';
import type { DispatcherEnvironment } from '#configuration';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import type { Loop, StartLoop } from '../loop.js';
import { expiryRound, pruneRound } from './retention-rounds.js';

export interface RetentionLoopsOptions {
  readonly environment: Pick<DispatcherEnvironment, 'configDir'>;
  readonly ledger: Pick<Ledger, 'retention'>;
  readonly log: Logger;
}

/** A round takes little; so a million and a half entries a day go at most. */
const EVERY_MS = 60_000;

/** What was kept long enough goes, little by little. */
export function retentionLoops(
  { environment, ledger: { retention }, log }: RetentionLoopsOptions,
  loop: StartLoop,
): readonly Loop[] {
  const options = { retention, policy: loadRetention(environment.configDir), log };
  return [
    loop('retention-log', EVERY_MS, pruneRound(options)),
    loop('retention-content', EVERY_MS, expiryRound(options)),
  ];
}
