import { hostname } from 'node:os';
import { loadConfiguration, readSecret } from '#configuration';
import type { AdapterEnvironment, Endpoint } from '#configuration';
import { openLedger } from '#ledger';
import type { Ledger } from '#ledger';
import { createMetrics, startHealthServer } from '#observability';
import type { HealthServer, Logger } from '#observability';
import { EndpointWorker } from '#queue';
import { AttemptRunner } from './attempt-runner.js';
import type { RecordSystemAdapter } from './adapter.js';
import { consentGateOf } from './consent-gate.js';

/** An endpoint that has an address, and its secrets. */
export interface InstalledEndpoint extends Endpoint {
  readonly address: string;
}

/** Makes the adapter of one endpoint. `secret` reads a file of the secrets folder by its name. */
export type AdapterFactory = (
  endpoint: InstalledEndpoint,
  secret: (name: string) => string,
) => RecordSystemAdapter;

/** What every adapter service is: a worker for each installed endpoint of its system. */
export class AdapterHost {
  private readonly ledger: Ledger;
  private workers: EndpointWorker[] = [];
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
    const { endpoints, practices } = loadConfiguration(environment.configDir, environment.addressVariables);
    const metrics = createMetrics({ app: environment.adapter });
    const runner = new AttemptRunner({
      ledger: this.ledger,
      consentGate: consentGateOf(practices, endpoints),
      isInstalled: (id) => endpoints.some((endpoint) => endpoint.id === id && isInstalled(endpoint)),
      worker: `${environment.adapter}@${hostname()}-${String(process.pid)}`,
      random: Math.random,
      log,
      metrics,
    });
    const own = endpoints.filter(isInstalled).filter(({ system }) => system === environment.adapter);
    this.workers = own.map((endpoint) => this.workerFor(endpoint, runner));
    this.health = await startHealthServer({
      host: environment.host,
      port: environment.healthPort,
      live: () => true,
      ready: () => this.readiness(),
      metrics,
    });
    log.info('adapter.started', { count: own.length, port: this.health.port });
  }

  /** Takes no more work, lets what is under way end, then lets go of everything. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await this.health?.stop();
    await this.ledger.close();
  }

  private workerFor(endpoint: InstalledEndpoint, runner: AttemptRunner): EndpointWorker {
    const adapter = this.createAdapter(endpoint, (name) => readSecret(name, this.environment));
    const delivery = { endpoint: endpoint.id, adapter, policy: endpoint.delivery };
    return new EndpointWorker({
      redisUrl: this.environment.redisUrl,
      endpoint: endpoint.id,
      concurrency: endpoint.concurrency,
      deadlineMs: endpoint.delivery.deadlineMs,
      run: (job) => runner.run(job, delivery),
      onFault: (code, error) => {
        this.log.warn('worker.fault', { endpoint: endpoint.id, code, error });
      },
    });
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
