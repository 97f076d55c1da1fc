import type { Configuration } from '#configuration';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import { consentGateOf } from '#recording';
import type { Loop, StartLoop } from '../loop.js';
import { repairRound } from './run-repairs.js';

export interface RepairLoopOptions {
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly log: Logger;
}

/** As often as the fastest plan has a turn. */
const REPAIRS_EVERY_MS = 100;

export function repairLoop(
  { configuration: { endpoints, practices }, ledger, log }: RepairLoopOptions,
  loop: StartLoop,
): Loop {
  const installed = new Set(endpoints.filter(({ address }) => address !== undefined).map(({ id }) => id));
  const round = repairRound({
    ledger,
    log,
    consentGate: consentGateOf(practices, endpoints),
    isInstalled: (endpoint) => installed.has(endpoint),
    clock: () => new Date(),
  });
  return loop('repairs', REPAIRS_EVERY_MS, round);
}
