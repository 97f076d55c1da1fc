import type { StandaloneEnvironment } from '#configuration';
import { DEVELOPMENT_PEOPLE } from '../../sandbox/src/identity/people.js';
import { migrate } from '#ledger';
import { addressesOf } from './addresses.js';
import type { Addresses } from './addresses.js';
import { appsOf, logOf, startApp } from './apps.js';
import type { App } from './apps.js';
import { takeDataDirectory } from './data-directory.js';
import type { DataDirectory } from './data-directory.js';
import { Engines } from './engines.js';
import { freePorts, isFree } from './engines/free-port.js';
import { chooseGatewayPort, chooseInnerPorts, rememberPorts, rememberedPorts } from './ports.js';
import { lastWords } from './processes/last-words.js';
import { SupervisedProcess } from './processes/supervised-process.js';
import { waitUntilReady } from './readiness.js';
import { showSample } from './sample/sample-decision.js';
import { keepSecrets, sampleSenderSecret } from './secrets.js';
import { describeStandalone, removeDescription, writeDescription } from './standalone-file.js';
import { StandaloneError } from './standalone.errors.js';
import type { Terminal } from './terminal.js';
import { fetchTokens } from './tokens.js';
import type { Tokens } from './tokens.js';

const READY_WITHIN_MS = 60_000;
const PROBE = { isFree, freePorts };

/**
 * The whole of Kuittaus in one process group, for one machine: engines, services and stand-ins. It has no
 * logic of its own; what it starts here one after the other, `stop` ends in the reverse order.
 */
export class Standalone {
  private readonly stopping = new AbortController();
  private readonly engines: Engines;
  private apps: SupervisedProcess[] = [];
  private releaseLock = (): void => undefined;

  constructor(
    private readonly environment: StandaloneEnvironment,
    private readonly terminal: Terminal,
  ) {
    this.engines = new Engines(environment, terminal.say);
  }

  /**
   * Resolves when everything runs and the sample decision's way has been shown.
   * @throws {StandaloneError} for what the person at the terminal can act on; `AbortError` when stopped meanwhile
   */
  async start(): Promise<void> {
    const { signal } = this.stopping;
    const { data, lock } = await takeDataDirectory(this.environment.dataDir);
    this.releaseLock = () => lock.release();
    await removeDescription(data.description);
    await keepSecrets(data.secrets);
    const gatewayPort = await chooseGatewayPort(
      { wished: this.environment.port, host: this.environment.host },
      PROBE,
    );

    const { databaseUrl, redisUrl } = await this.engines.start(data);
    signal.throwIfAborted();
    await this.migrate(databaseUrl);
    signal.throwIfAborted();

    const inner = await chooseInnerPorts(await rememberedPorts(data.ports), PROBE);
    await rememberPorts(data.ports, inner);
    const addresses = addressesOf({ host: this.environment.host, gatewayPort, inner });
    const options = {
      environment: this.environment,
      data,
      databaseUrl,
      redisUrl,
      gatewayPort,
      inner,
      addresses,
    };
    await this.startApps(appsOf(options), data);

    const tokens = await fetchTokens(addresses.tokenUrl);
    const secret = await sampleSenderSecret(data.secrets);
    await writeDescription(data.description, describeStandalone(addresses, tokens, secret));
    if (this.environment.sample) await this.showSample(addresses, tokens);
    this.terminal.show(whereToGo(addresses, data));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.engines.stop();
    this.releaseLock();
  }

  /** Ends every child at once; what was committed is safe. */
  kill(): void {
    this.stopping.abort();
    this.apps.forEach((app) => app.kill());
    this.engines.kill();
  }

  private async migrate(databaseUrl: string): Promise<void> {
    try {
      await migrate(databaseUrl);
    } catch (error) {
      throw new StandaloneError('database-unusable', 'The database cannot be brought up to date.', {
        cause: error,
      });
    }
    this.terminal.say('Database schema is up to date');
  }

  private async startApps(apps: readonly App[], data: DataDirectory): Promise<void> {
    const { say } = this.terminal;
    this.apps = apps.map(
      (app) =>
        new SupervisedProcess({
          name: app.name,
          start: () => startApp(app, data),
          say,
          lastWords: () => lastWords(logOf(app, data)),
        }),
    );
    say(`Starting ${apps.map(({ name }) => name).join(', ')}`);
    await Promise.all(this.apps.map((app) => app.start()));
    await waitUntilReady(
      apps.map((app) => ({ name: app.name, readyUrls: app.readyUrls, logFile: logOf(app, data) })),
      {
        timeoutMs: READY_WITHIN_MS,
        signal: this.stopping.signal,
        onReady: (name) => say(`${name} is ready`),
      },
    );
  }

  private async showSample({ gateway, teamApp }: Addresses, { sysadmin }: Tokens): Promise<void> {
    const { say } = this.terminal;
    await showSample({
      gateway,
      teamApp: teamApp.baseUrl,
      token: sysadmin,
      say,
      signal: this.stopping.signal,
    });
  }
}

/** Room for the longest of the labels. */
const LABEL_WIDTH = 23;
const labelled = (label: string, place: string): string => `${label.padEnd(LABEL_WIDTH)}${place}`;

const whereToGo = (addresses: Addresses, data: DataDirectory): string[] => [
  labelled('Console', addresses.console),
  ...DEVELOPMENT_PEOPLE.map(({ name, roleName }, index) =>
    labelled(index === 0 ? '  sign in as' : '', `${name} (${roleName})`),
  ),
  labelled('Gateway', addresses.gateway),
  labelled('OpenAPI', `${addresses.gateway}/openapi.json`),
  ...Object.entries(addresses.systems).map(([system, { journal }]) =>
    labelled(`Records in ${system}`, journal),
  ),
  labelled("Team app's events", addresses.teamApp.journal),
  labelled('For scripts', data.description),
  labelled('Logs', data.logs),
  'Ctrl-C ends everything.',
];
