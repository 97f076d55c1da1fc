import { loadConfiguration, loadConsoleTheme, readSecret } from '#configuration';
import type { GatewayEnvironment, Sender } from '#configuration';
import { openLedger } from '#ledger';
import type { Ledger } from '#ledger';
import { createMetrics } from '#observability';
import type { Logger } from '#observability';
import { AttemptQueues } from '#queue';
import { AccessTokenVerifier, openReceiptSigner, parseWebhookKey, remoteKeys } from '#security';
import { consentGateOf } from '#recording';
import { LedgerTaskActs } from './acting/ledger-task-acts.js';
import { LedgerRefusals } from './audit/refusals.js';
import { openDesks } from './console/log/open-desks.js';
import { auditKeys, openAuditDesk } from './audit/open-audit-desk.js';
import { senderKeysOf } from './console/developers/sender-key.js';
import { LedgerPracticeDesk } from './console/practices/ledger-practice-desk.js';
import { openSignIn } from './console/sign-in/open-sign-in.js';
import { openOperations } from './console/queues/open-operations.js';
import type { SenderConfig } from './gateway.config.js';
import type { GatewayPorts } from './ports.module.js';
import { LedgerIntake } from './intake/ledger-intake.js';
import { LedgerReaderAdapter } from './ledger-adapters/ledger-reader.adapter.js';
import { ReadinessProbeAdapter } from './ledger-adapters/readiness-probe.adapter.js';
import { LedgerTeamAppEvents } from './team-app-events/ledger-team-app-events.js';
import { PracticePreviews } from './preview/previews.js';
import { LedgerWorklist } from './reading/worklist/ledger-worklist.js';
import { LedgerReceipts } from './receipt/receipts.js';
import { LedgerRetentionDesk } from './retention/ledger-retention-desk.js';

/** The gateway's ports over the real ledger, and how to let go of them. */
export interface OpenedPorts {
  readonly ports: GatewayPorts;
  close(): Promise<void>;
}

/** Reads configuration and secrets, and opens what the gateway works with; it fails with every fault at once. */
export function openPorts(environment: GatewayEnvironment, logger: Logger): OpenedPorts {
  const configuration = loadConfiguration(environment.configDir, environment.addressVariables);
  const ledger = openLedger({
    ...environment,
    applicationName: 'kuittaus-gateway',
    onConnectionLost: () => {
      logger.warn('ledger.connection-lost');
    },
  });
  const queues = new AttemptQueues(environment.redisUrl, () => {
    logger.debug('queue.connection-lost');
  });
  return {
    ports: portsOver(ledger, queues, { environment, configuration, logger }),
    close: async () => {
      queues.close();
      await ledger.close();
    },
  };
}

function portsOver(
  ledger: Ledger,
  queues: AttemptQueues,
  {
    environment,
    configuration: { endpoints, practices, senders, teamApps },
    logger,
  }: {
    readonly environment: GatewayEnvironment;
    readonly configuration: ReturnType<typeof loadConfiguration>;
    readonly logger: Logger;
  },
): GatewayPorts {
  const clock = (): Date => new Date();
  const installed = new Set(endpoints.filter(({ address }) => address !== undefined).map(({ id }) => id));
  const isInstalled = (id: string): boolean => installed.has(id);
  const consentGate = consentGateOf(practices, endpoints);
  const acting = { ledger, consentGate, isInstalled, undoWindowMs: environment.undoWindowMs };
  const receiptSigner = openReceiptSigner({
    keys: environment.receiptKeys.map((name) => readSecret(name, environment)),
  });
  const receipts = new LedgerReceipts(ledger, receiptSigner, clock);
  const reader = new LedgerReaderAdapter(ledger, endpoints);
  return {
    config: {
      senders: senders.map((sender) => senderConfig(sender, environment)),
      acceptArtificialIdentityCodes: environment.environment !== 'production',
      ...(environment.signIn === undefined ? {} : { publicOrigin: environment.signIn.publicOrigin }),
    },
    intake: new LedgerIntake({ ledger, practices, endpoints, isInstalled }),
    practices: { handlings: (team) => practices.get(team)?.handlings },
    ledger: reader,
    worklist: new LedgerWorklist(acting),
    statistics: ledger,
    receipts,
    refusals: new LedgerRefusals({ audit: ledger.audit, log: logger, later }),
    audit: openAuditDesk(ledger, receipts, environment),
    ...openDesks({ ledger, reader, receipts, practices, keys: auditKeys(environment), log: logger }),
    practiceDesk: new LedgerPracticeDesk({ ledger, practices, endpoints, clock }),
    senderKeys: senderKeysOf(senders, (name) => readSecret(name, environment)),
    previews: new PracticePreviews(practices, endpoints, clock),
    teamAppEvents: new LedgerTeamAppEvents(ledger, teamApps),
    acts: new LedgerTaskActs({ ...acting, log: logger }),
    ...openOperations({ ledger, queues, endpoints, environment, consentGate, isInstalled, log: logger }),
    retention: new LedgerRetentionDesk({ ledger, log: logger }),
    readiness: new ReadinessProbeAdapter(ledger, queues),
    console: { theme: loadConsoleTheme(environment.configDir), environment: environment.environment },
    ...openSignIn({ ledger, environment, log: logger, later }),
    accessTokens: new AccessTokenVerifier(environment.issuer, remoteKeys(environment.jwksUrl), clock),
    logger,
    metrics: createMetrics({ app: 'gateway' }),
    clock,
  };
}

/** It keeps no process alive. */
const later = (ms: number, work: () => void): void => {
  setTimeout(work, ms).unref();
};

function senderConfig(
  { name, teams, rate, secrets, keys }: Sender,
  environment: GatewayEnvironment,
): SenderConfig {
  const live = <T extends { readonly state: string }>(all: readonly T[]): T[] =>
    all.filter(({ state }) => state === 'live');
  return {
    name,
    teams,
    rate,
    keys: [
      ...live(secrets).map(({ secret }) => parseWebhookKey(readSecret(secret, environment))),
      ...live(keys).map(({ publicKey }) => parseWebhookKey(`whpk_${publicKey}`)),
    ],
  };
}
