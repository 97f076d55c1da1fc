import { parseVerifierKeys } from '#audit';
import { loadAuditGrounds, readSecret } from '#configuration';
import type { DispatcherEnvironment } from '#configuration';
import type { Ledger } from '#ledger';
import type { Logger, Metrics } from '#observability';
import type { Loop, StartLoop } from '../loop.js';
import { checkpointRound } from './checkpoint-round.js';
import { growClient } from './grow-client.js';
import { publishRound } from './publish-checkpoint.js';
import { selfCheckRound } from './self-check-round.js';
import { forgottenRound, sequenceRound } from './sequence-round.js';

export interface AuditLoopsOptions {
  readonly environment: DispatcherEnvironment;
  readonly ledger: Pick<Ledger, 'audit'>;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const SEQUENCE_EVERY_MS = 500;
const CHECKPOINTS_EVERY_MS = 1_000;
const PUBLISH_EVERY_MS = 60_000;
const FORGOTTEN_EVERY_MS = 3_600_000;
const SELF_CHECK_EVERY_MS = 500;

/** Entries get their places, the tree its checkpoints, and those who do not trust us their copies. */
export function auditLoops(
  { environment, ledger: { audit }, log, metrics }: AuditLoopsOptions,
  loop: StartLoop,
): readonly Loop[] {
  const { auditSignerUrl, witnessUrl, auditPublishDir, configDir } = environment;
  const clock = (): Date => new Date();
  const groundsOf = loadAuditGrounds(configDir);
  const loops = [
    loop('audit-sequence', SEQUENCE_EVERY_MS, sequenceRound({ audit, groundsOf, log })),
    loop('audit-forgotten', FORGOTTEN_EVERY_MS, forgottenRound({ audit, log, metrics })),
  ];
  const logKeys =
    auditSignerUrl === undefined ? [] : parseVerifierKeys(readSecret('audit-log-vkey', environment));
  const selfCheck = selfCheckRound({ audit, keys: logKeys, clock, log, metrics });
  loops.push(loop('audit-self-check', SELF_CHECK_EVERY_MS, selfCheck));
  if (auditSignerUrl === undefined) return loops;
  const checkpoints = checkpointRound({
    audit,
    signer: {
      ask: growClient(new URL('sign-checkpoint', `${auditSignerUrl}/`).href),
      keys: logKeys,
    },
    ...(witnessUrl === undefined
      ? {}
      : {
          witness: {
            ask: growClient(new URL('add-checkpoint', `${witnessUrl}/`).href),
            keys: parseVerifierKeys(readSecret('audit-witness-vkey', environment)),
          },
        }),
    clock,
    log,
    metrics,
  });
  loops.push(loop('audit-checkpoint', CHECKPOINTS_EVERY_MS, checkpoints));
  if (auditPublishDir === undefined) return loops;
  const publish = publishRound({ audit, folder: auditPublishDir, clock, log });
  return [...loops, loop('audit-publish', PUBLISH_EVERY_MS, publish)];
}
