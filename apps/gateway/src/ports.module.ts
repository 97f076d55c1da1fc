import type { Logger, Metrics } from '#observability';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { AccessTokens } from './access/access.guard.js';
import type { TaskActs } from './acting/task-acts.js';
import type { AuditDesk } from './audit/audit-desk.js';
import type { Refusals } from './audit/refusals.js';
import type { QueueBoard } from './bull-board/queue-board.js';
import { ConsoleAssets } from './console/assets/console-assets.js';
import type { ConsoleConfig } from './console/console.config.js';
import type { DecisionDesk } from './console/decisions/decision-desk.js';
import { PageRenderer } from './console/frame/page-renderer.js';
import type { OperationsReader } from './console/queues/operations-reader.js';
import type { LogDesk } from './console/log/log-desk.js';
import type { SenderKey } from './console/developers/sender-key.js';
import type { PracticeDesk } from './console/practices/practice-desk.js';
import type { Sessions } from './console/sign-in/sessions.js';
import type { SignIn } from './console/sign-in/sign-in.js';
import type { GatewayConfig } from './gateway.config.js';
import * as tokens from './gateway.tokens.js';
import type { Clock } from './gateway.tokens.js';
import type { EventIntake } from './intake/event-intake.js';
import type { PracticeDirectory } from './intake/practice-directory.js';
import type { ReadinessProbe } from './operations/readiness-probe.js';
import type { Previews } from './preview/previews.js';
import type { LedgerReader } from './reading/ledger-reader.js';
import type { Worklist } from './reading/worklist/worklist.js';
import type { Receipts } from './receipt/receipts.js';
import type { RepairDesk } from './repairs/repair-desk.js';
import type { RetentionDesk } from './retention/retention-desk.js';
import type { StatisticsReader } from './statistics/statistics-reader.js';
import type { SystemActs } from './systems/system-acts.js';
import type { TeamAppEvents } from './team-app-events/team-app-events.js';

/** All that the gateway is given from outside. */
export interface GatewayPorts {
  readonly config: GatewayConfig;
  readonly intake: EventIntake;
  readonly practices: PracticeDirectory;
  readonly ledger: LedgerReader;
  readonly worklist: Worklist;
  readonly statistics: StatisticsReader;
  readonly receipts: Receipts;
  readonly previews: Previews;
  readonly teamAppEvents: TeamAppEvents;
  readonly acts: TaskActs;
  readonly audit: AuditDesk;
  readonly decisionDesk: DecisionDesk;
  readonly logDesk: LogDesk;
  readonly practiceDesk: PracticeDesk;
  readonly senderKeys: readonly SenderKey[];
  readonly refusals: Refusals;
  readonly systemActs: SystemActs;
  readonly repairs: RepairDesk;
  readonly operations: OperationsReader;
  readonly queueBoard: QueueBoard;
  readonly retention: RetentionDesk;
  readonly readiness: ReadinessProbe;
  readonly accessTokens: AccessTokens;
  readonly console: ConsoleConfig;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/** What stands behind the routes, for every module of the gateway. */
@Module({})
export class PortsModule {
  static with(ports: GatewayPorts): DynamicModule {
    const assets = new ConsoleAssets(ports.console.theme);
    const { console: config, clock } = ports;
    const values: readonly (readonly [symbol, unknown])[] = [
      [tokens.GATEWAY_CONFIG, ports.config],
      [tokens.EVENT_INTAKE, ports.intake],
      [tokens.PRACTICE_DIRECTORY, ports.practices],
      [tokens.LEDGER_READER, ports.ledger],
      [tokens.WORKLIST, ports.worklist],
      [tokens.STATISTICS_READER, ports.statistics],
      [tokens.RECEIPTS, ports.receipts],
      [tokens.PREVIEWS, ports.previews],
      [tokens.TEAM_APP_EVENTS, ports.teamAppEvents],
      [tokens.TASK_ACTS, ports.acts],
      [tokens.REFUSALS, ports.refusals],
      [tokens.AUDIT_DESK, ports.audit],
      [tokens.DECISION_DESK, ports.decisionDesk],
      [tokens.LOG_DESK, ports.logDesk],
      [tokens.PRACTICE_DESK, ports.practiceDesk],
      [tokens.SENDER_KEYS, ports.senderKeys],
      [tokens.SYSTEM_ACTS, ports.systemActs],
      [tokens.REPAIR_DESK, ports.repairs],
      [tokens.QUEUE_BOARD, ports.queueBoard],
      [tokens.OPERATIONS_READER, ports.operations],
      [tokens.RETENTION_DESK, ports.retention],
      [tokens.READINESS_PROBE, ports.readiness],
      [tokens.ACCESS_TOKENS, ports.accessTokens],
      [tokens.SESSIONS, ports.sessions],
      [tokens.SIGN_IN, ports.signIn],
      [tokens.CONSOLE_ASSETS, assets],
      [tokens.PAGES, new PageRenderer({ config, assets, clock })],
      [tokens.LOGGER, ports.logger],
      [tokens.METRICS, ports.metrics],
      [tokens.CLOCK, clock],
    ];
    return {
      module: PortsModule,
      global: true,
      providers: values.map(([provide, useValue]) => ({ provide, useValue })),
      exports: values.map(([token]) => token),
    };
  }
}
