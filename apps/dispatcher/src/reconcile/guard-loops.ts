import type { Configuration, DispatcherEnvironment } from '#configuration';
import { isAutomaticSystem, shownBreaker } from '#domain';
import type { Ledger } from '#ledger';
import { Watchdog } from '#observability';
import type { Logger, Metrics } from '#observability';
import { doesRedisAnswer } from '#queue';
import type { Loop, StartLoop } from '../loop.js';
import { lateOutboxRound } from './late-outbox.js';
import { rereadSampleRound } from './reread-sample.js';

export interface GuardLoopsOptions {
  readonly environment: DispatcherEnvironment;
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** How many jobs were relayed so far. */
  readonly relayed: () => number;
}

const OUTBOX_EVERY_MS = 5_000;
const ENDPOINTS_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 5_000;
const REREADS_EVERY_MS = 60_000;
const PATIENCE_MS = 60_000;

/** What looks after the others: late jobs, endpoints that are held, records that changed, and a relay that is stuck. */
export function guardLoops(options: GuardLoopsOptions, loop: StartLoop): readonly Loop[] {
  const { environment, ledger, log, metrics } = options;
  const nowMs = (): number => performance.now();
  const share = environment.rereadShare;
  return [
    loop('outbox', OUTBOX_EVERY_MS, lateOutboxRound({ ledger, metrics, log, nowMs })),
    loop('endpoints', ENDPOINTS_EVERY_MS, endpointFiguresRound(options)),
    loop('watchdog', WATCH_EVERY_MS, watchRound(options, nowMs)),
    loop('rereads', REREADS_EVERY_MS, rereadSampleRound({ ledger, log, share, clock: () => new Date() })),
  ];
}

function endpointFiguresRound({ configuration, ledger, metrics }: GuardLoopsOptions) {
  const endpoints = new Map(
    configuration.endpoints
      .filter(({ system }) => isAutomaticSystem(system))
      .map(({ id, address, protection }) => [
        id,
        { installed: address !== undefined, policy: protection.breaker },
      ]),
  );
  return async (): Promise<boolean> => {
    const { now, states } = await ledger.endpoints.read([...endpoints.keys()]);
    metrics.setEndpoints(
      states.flatMap(({ endpoint, breaker, pause }) => {
        const known = endpoints.get(endpoint);
        if (known === undefined) return [];
        const { installed, policy } = known;
        const paused = pause !== undefined;
        return [{ endpoint, installed, breaker: shownBreaker(breaker, policy, now), paused }];
      }),
    );
    return false;
  };
}

function watchRound({ environment, ledger, log, relayed }: GuardLoopsOptions, nowMs: () => number) {
  const watchdog = new Watchdog({
    patienceMs: PATIENCE_MS,
    nowMs,
    isWorkWaiting: async () => (await ledger.outboxLagSeconds()) * 1000 >= PATIENCE_MS,
    canWork: () => doesRedisAnswer(environment.redisUrl),
  });
  return async (): Promise<boolean> => {
    if (!(await watchdog.look(relayed(), false))) return false;
    log.error('watchdog.no-progress');
    process.exit(1);
  };
}
