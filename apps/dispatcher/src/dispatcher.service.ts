import { loadConfiguration } from '#configuration';
import type { DispatcherEnvironment } from '#configuration';
import { openLedger } from '#ledger';
import type { Ledger } from '#ledger';
import { createMetrics, startHealthServer } from '#observability';
import type { HealthServer, Logger, Metrics } from '#observability';
import { AttemptQueues } from '#queue';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { auditLoops } from './audit/audit-loops.js';
import { closingRound } from './closing/close-days.js';
import { deadlineLoops } from './deadlines/deadline-loops.js';
import { figuresRound } from './figures/figures-round.js';
import { Loop } from './loop.js';
import type { StartLoop } from './loop.js';
import { smtpMailer } from './mail/mailer.js';
import { worklistMailRound } from './mail/tell-of-worklists.js';
import { guardLoops } from './reconcile/guard-loops.js';
import { Reconciler } from './reconcile-tasks.js';
import { relayRound } from './relay.js';
import { repairLoop } from './repairs/repair-loop.js';
import { retentionLoops } from './retention/retention-loops.js';
import { teamAppLoops } from './team-app/team-app-loops.js';

const RELAY_EVERY_MS = 100;
const EPOCH_EVERY_MS = 2_000;
const LEASES_EVERY_MS = 500;
const MISSING_EVERY_MS = 15_000;
const FIGURES_EVERY_MS = 5_000;
const CLOSING_EVERY_MS = 60_000;
const MAILS_EVERY_MS = 60_000;

/** Keeps the work moving: what is wanted comes into queues, and what got lost comes back. */
export class DispatcherService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ledger: Ledger;
  private readonly queues: AttemptQueues;
  private readonly metrics: Metrics;
  private relayed = 0;
  private loops: Loop[] = [];
  private health: HealthServer | undefined;

  constructor(
    private readonly environment: DispatcherEnvironment,
    private readonly log: Logger,
  ) {
    this.ledger = openLedger({
      ...environment,
      applicationName: 'kuittaus-dispatcher',
      onConnectionLost: () => {
        log.warn('ledger.connection-lost');
      },
    });
    this.queues = new AttemptQueues(environment.redisUrl, () => {
      log.debug('queue.connection-lost');
    });
    this.metrics = createMetrics({ app: 'dispatcher' });
  }

  async onApplicationBootstrap(): Promise<void> {
    const { ledger, queues, log } = this;
    const { configDir, addressVariables } = this.environment;
    const configuration = loadConfiguration(configDir, addressVariables);
    const { endpoints } = configuration;
    const policies = new Map(endpoints.map(({ id, delivery }) => [id, delivery]));
    const installed = endpoints.filter(({ address }) => address !== undefined).map(({ id }) => id);
    const reconciler = new Reconciler({
      ledger,
      queues,
      installed,
      policyOf: (endpoint) => policies.get(endpoint),
      log,
      metrics: this.metrics,
    });
    await queues.whenConnected();
    const loop: StartLoop = (name, everyMs, round) => new Loop({ name, everyMs, round, log });
    const telling = { environment: this.environment, configuration, ledger, log, metrics: this.metrics };
    const hasWitness = this.environment.witnessUrl !== undefined;
    const relay = relayRound(ledger, queues, (count) => (this.relayed += count));
    this.loops = [
      loop('relay', RELAY_EVERY_MS, relay),
      loop('epoch', EPOCH_EVERY_MS, async () => {
        await reconciler.rebuildLostQueues();
        return false;
      }),
      loop('leases', LEASES_EVERY_MS, () => reconciler.takeOverLostLeases()),
      loop('missing-jobs', MISSING_EVERY_MS, async () => {
        await reconciler.findMissingJobs();
        return false;
      }),
      loop(
        'figures',
        FIGURES_EVERY_MS,
        figuresRound({ ...telling, ...this.environment, installed, hasWitness }),
      ),
      loop('closing', CLOSING_EVERY_MS, closingRound({ ledger, log, clock: () => new Date() })),
      ...guardLoops({ ...telling, relayed: () => this.relayed }, loop),
      ...teamAppLoops(telling, loop),
      ...deadlineLoops(telling, loop),
      repairLoop(telling, loop),
      ...auditLoops(telling, loop),
      ...retentionLoops(telling, loop),
    ];
    const { mail } = this.environment;
    if (mail !== undefined) {
      const clock = (): Date => new Date();
      const round = worklistMailRound({ ...mail, ledger, log, clock, send: smtpMailer(mail) });
      this.loops.push(loop('mails', MAILS_EVERY_MS, round));
    }
    this.health = await startHealthServer({
      host: this.environment.host,
      port: this.environment.healthPort,
      live: () => true,
      ready: () => this.readiness(),
      metrics: this.metrics,
    });
    log.info('dispatcher.started', { count: endpoints.length, port: this.health.port });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    this.queues.close();
    await this.health?.stop();
    await this.ledger.close();
  }

  private async readiness() {
    const [database, queue] = await Promise.allSettled([this.ledger.ping(), this.queues.hasEpoch()]);
    const isUp = database.status === 'fulfilled';
    return {
      ready: isUp,
      parts: {
        postgresql: isUp ? ('up' as const) : ('down' as const),
        redis: queue.status === 'fulfilled' ? ('up' as const) : ('degraded' as const),
      },
    };
  }
}
