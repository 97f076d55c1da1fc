import type { Configuration, DispatcherEnvironment } from '#configuration';
import { readSecret } from '#configuration';
import { completenessReceipt } from '#domain';
import type { Ledger } from '#ledger';
import type { Logger, Metrics } from '#observability';
import { openReceiptSigner } from '#security';
import type { Loop, StartLoop } from '../loop.js';
import { deliveryRound, TEAM_APP_POLICY } from './deliver-events.js';
import { destinationsOf } from './destination.js';
import { completionRound } from './tell-of-completions.js';
import { followUpRound } from './tell-of-follow-ups.js';

export interface TeamAppLoopsOptions {
  readonly environment: DispatcherEnvironment;
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const COMPLETIONS_EVERY_MS = 500;
const FOLLOW_UPS_EVERY_MS = 5_000;
const DELIVERY_EVERY_MS = 500;
const FIGURES_EVERY_MS = 5_000;

/** What has to be told is found by its state, and told by a loop for each address: a slow one slows no other. */
export function teamAppLoops(
  { environment, configuration, ledger, log, metrics }: TeamAppLoopsOptions,
  loop: StartLoop,
): readonly Loop[] {
  const { practices, teamApps } = configuration;
  const signer = openReceiptSigner({
    keys: environment.receiptKeys.map((name) => readSecret(name, environment)),
  });
  const sign: Parameters<typeof completionRound>[0]['sign'] = (facts, issuedAt) =>
    signer.sign(completenessReceipt(facts, issuedAt));
  const { undoWindowMs } = environment;
  const completions = completionRound({ ledger, log, undoWindowMs, sign });
  const destinations = destinationsOf(teamApps, environment);
  const clock = (): Date => new Date();
  const telling = { ledger, log, metrics, clock, random: Math.random, policy: TEAM_APP_POLICY };
  const told = destinations.flatMap(({ teams }) => teams);
  return [
    loop('completions', COMPLETIONS_EVERY_MS, completions),
    loop('follow-ups', FOLLOW_UPS_EVERY_MS, followUpRound({ ledger, practices, log })),
    loop('team-app-figures', FIGURES_EVERY_MS, async () => {
      metrics.setTeamAppBacklog(await ledger.eventDelivery.backlog(told));
      return false;
    }),
    ...destinations.map((destination) =>
      loop('team-app-events', DELIVERY_EVERY_MS, deliveryRound({ ...telling, destination })),
    ),
  ];
}
