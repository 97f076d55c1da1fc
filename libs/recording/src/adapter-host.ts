import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { loadConfiguration, readSecret } from '#configuration';
import type { AdapterEnvironment, Endpoint } from '#configuration';
import { openLedger } from '#ledger';
import type { Ledger } from '#ledger';
import { createMetrics, endInTime, startHealthServer } from '#observability';
import type { HealthServer, Logger, Metrics } from '#observability';
import { AttemptRunner } from './attempt-runner.js';
import type { RecordSystemAdapter } from './adapter.js';
import { consentGateOf } from './consent-gate.js';
import { EndpointService } from './endpoint-service.js';
import type { InstalledEndpoint } from './endpoint-service.js';
import { Every } from './every.js';
import { monotonicMs } from './lease.js';

/** Makes the adapter of one endpoint. `secret` reads a file of the secrets folder by its name. */
export type AdapterFactory = (
  endpoint: InstalledEndpoint,
  secret: (name: string) => string,
) => RecordSystemAdapter;

const SEE_EVERY_MS = 250;
const REREAD_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 5_000;
/** From the end of what was under way to the end of the process, whatever a client library still waits for. */
const STOP_GRACE_MS = 5_000;

/** What every adapter service is: a worker behind a gate for each installed endpoint of its system. */
export class AdapterHost {
  private readonly ledger: Ledger;
  private services: readonly EndpointService[] = [];
  private loops: readonly Every[] = [];
  private health: HealthServer | undefined;

  constructor(
    private readonly environment: AdapterEnvironment,
    private readonly createAdapter: AdapterFactory,
    private readonly log: Logger,
  ) {
    this.ledger = openLedger({
      ...environment,
      applicationName: `kuittaus-${environment.adapter}`,
      onConnectionLost: () => {
        log.warn('ledger.connection-lost');
      },
    });
  }

  async start(): Promise<void> {
    const { environment, log } = this;
    const metrics = createMetrics({ app: environment.adapter });
    this.services = this.createServices(metrics);
    const longestMs = Math.max(0, ...this.services.map(({ deadlineMs }) => deadlineMs));
    endInTime(longestMs + STOP_GRACE_MS, log);
    this.loops = [
      new Every(SEE_EVERY_MS, () => this.seeStates()),
      new Every(REREAD_EVERY_MS, () => this.reread()),
      new Every(WATCH_EVERY_MS, () => this.watch()),
    ];
    this.health = await startHealthServer({
      host: environment.host,
      port: environment.healthPort,
      live: () => true,
      ready: () => this.readiness(),
      metrics,
    });
    log.info('adapter.started', { count: this.services.length, port: this.health.port });
  }

  /** Takes no more work, lets what is under way end, then lets go of everything. */
  async stop(): Promise<void> {
    await Promise.all([
      ...this.loops.map((loop) => loop.stop()),
      ...this.services.map((service) => service.close()),
    ]);
    await this.health?.stop();
    await this.ledger.close();
  }

  private createServices(metrics: Metrics): EndpointService[] {
    const { environment, ledger, log } = this;
    const { redisUrl, adapter: system } = environment;
    const { endpoints, practices } = loadConfiguration(environment.configDir, environment.addressVariables);
    const consentGate = consentGateOf(practices, endpoints);
    // A name that no other process ever has: what dies with it is told apart by it.
    const worker = `${system}@${hostname()}-${String(process.pid)}-${randomUUID().slice(0, 8)}`;
    const runner = new AttemptRunner({
      ledger,
      consentGate,
      isInstalled: (id) => endpoints.some((endpoint) => endpoint.id === id && isInstalled(endpoint)),
      worker,
      random: Math.random,
      log,
      metrics,
    });
    const own = endpoints.filter(isInstalled).filter((endpoint) => endpoint.system === system);
    return own.map((endpoint) => {
      metrics.servesEndpoint({ endpoint: endpoint.id });
      const adapter = this.createAdapter(endpoint, (name) => readSecret(name, environment));
      const nowMs = monotonicMs;
      return new EndpointService({
        endpoint,
        adapter,
        redisUrl,
        ledger,
        runner,
        consentGate,
        worker,
        log,
        nowMs,
      });
    });
  }

  /** While PostgreSQL is away the gates keep to what they saw last. */
  private async seeStates(): Promise<void> {
    try {
      const { now, states } = await this.ledger.endpoints.read(this.services.map(({ id }) => id));
      for (const state of states) this.services.find(({ id }) => id === state.endpoint)?.see({ now, state });
    } catch (error) {
      this.log.debug('endpoints.not-seen', { error });
    }
    await Promise.all(this.services.map((service) => service.keepPace()));
  }

  private async reread(): Promise<void> {
    for (const service of this.services) {
      try {
        await service.reread();
      } catch (error) {
        this.log.warn('reread.failed', { endpoint: service.id, error });
      }
    }
  }

  private async watch(): Promise<void> {
    for (const service of this.services) {
      const isStuck = await service.isStuck().catch(() => false);
      if (!isStuck) continue;
      this.log.error('watchdog.no-progress', { endpoint: service.id });
      process.exit(1);
    }
  }

  private async readiness() {
    try {
      await this.ledger.ping();
      return { ready: true, parts: { postgresql: 'up' as const } };
    } catch {
      return { ready: false, parts: { postgresql: 'down' as const } };
    }
  }
}

const isInstalled = (endpoint: Endpoint): endpoint is InstalledEndpoint => endpoint.address !== undefined;
