import { loadConfiguration } from '#configuration';
import type { DispatcherEnvironment } from '#configuration';
import { openLedger } from '#ledger';
import type { Ledger } from '#ledger';
import { createMetrics, startHealthServer } from '#observability';
import type { HealthServer, Logger, Metrics } from '#observability';
import { AttemptQueues } from '#queue';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Loop } from './loop.js';
import { smtpMailer } from './mail/mailer.js';
import { worklistMailRound } from './mail/tell-of-worklists.js';
import { Reconciler } from './reconcile-tasks.js';
import { relayRound } from './relay.js';

const RELAY_EVERY_MS = 100;
const EPOCH_EVERY_MS = 2_000;
const LEASES_EVERY_MS = 500;
const MISSING_EVERY_MS = 15_000;
const FIGURES_EVERY_MS = 5_000;
const MAILS_EVERY_MS = 60_000;

/** Keeps the work moving: what is wanted comes into queues, and what got lost comes back. */
export class DispatcherService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ledger: Ledger;
  private readonly queues: AttemptQueues;
  private readonly metrics: Metrics;
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
    const { endpoints } = loadConfiguration(configDir, addressVariables);
    const policies = new Map(endpoints.map(({ id, delivery }) => [id, delivery]));
    const reconciler = new Reconciler({
      ledger,
      queues,
      installed: endpoints.filter(({ address }) => address !== undefined).map(({ id }) => id),
      policyOf: (endpoint) => policies.get(endpoint),
      log,
    });
    await queues.whenConnected();
    const loop = (name: string, everyMs: number, round: () => Promise<boolean>): Loop =>
      new Loop({ name, everyMs, round, log });
    this.loops = [
      loop('relay', RELAY_EVERY_MS, relayRound(ledger, queues)),
      loop('epoch', EPOCH_EVERY_MS, async () => {
        await reconciler.rebuildLostQueues();
        return false;
      }),
      loop('leases', LEASES_EVERY_MS, () => reconciler.takeOverLostLeases()),
      loop('missing-jobs', MISSING_EVERY_MS, async () => {
        await reconciler.findMissingJobs();
        return false;
      }),
      loop('figures', FIGURES_EVERY_MS, () => this.tellFigures()),
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

  private async tellFigures(): Promise<boolean> {
    this.metrics.setOutboxLag(await this.ledger.outboxLagSeconds());
    this.metrics.setTasks(await this.ledger.countOpenTasks());
    return false;
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
