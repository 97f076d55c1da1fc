import type { Logger, Metrics } from '#observability';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ActingController } from './acting/acting.controller.js';
import type { TaskActs } from './acting/task-acts.js';
import { AccessGuard } from './access/access.guard.js';
import type { AccessTokens } from './access/access.guard.js';
import { AuditController } from './audit/audit.controller.js';
import type { AuditDesk } from './audit/audit-desk.js';
import type { Refusals } from './audit/refusals.js';
import type { GatewayConfig } from './gateway.config.js';
import {
  ACCESS_TOKENS,
  AUDIT_DESK,
  CLOCK,
  EVENT_INTAKE,
  GATEWAY_CONFIG,
  LEDGER_READER,
  LOGGER,
  METRICS,
  PRACTICE_DIRECTORY,
  PREVIEWS,
  READINESS_PROBE,
  RECEIPTS,
  REFUSALS,
  REPAIR_DESK,
  STATISTICS_READER,
  SYSTEM_ACTS,
  TASK_ACTS,
  TEAM_APP_EVENTS,
} from './gateway.tokens.js';
import type { Clock } from './gateway.tokens.js';
import { ProblemFilter } from './http/problem.filter.js';
import type { EventIntake } from './intake/event-intake.js';
import { EventReceiver } from './intake/event-receiver.js';
import { IntakeController } from './intake/intake.controller.js';
import type { PracticeDirectory } from './intake/practice-directory.js';
import { ApiDescription } from './openapi/api-description.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { HealthController } from './operations/health.controller.js';
import { MetricsController } from './operations/metrics.controller.js';
import type { ReadinessProbe } from './operations/readiness-probe.js';
import { PreviewController } from './preview/preview.controller.js';
import type { Previews } from './preview/previews.js';
import { DecisionsController } from './reading/decisions.controller.js';
import type { LedgerReader } from './reading/ledger-reader.js';
import { RecordingTasksController } from './reading/recording-tasks.controller.js';
import type { Receipts } from './receipt/receipts.js';
import { ReceiptsController } from './receipt/receipts.controller.js';
import type { RepairDesk } from './repairs/repair-desk.js';
import { RepairsController } from './repairs/repairs.controller.js';
import { FindingsController } from './statistics/findings.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import type { StatisticsReader } from './statistics/statistics-reader.js';
import type { SystemActs } from './systems/system-acts.js';
import { SystemsController } from './systems/systems.controller.js';
import { TeamAppEventsController } from './team-app-events/team-app-events.controller.js';
import type { TeamAppEvents } from './team-app-events/team-app-events.js';

/** All that the gateway is given from outside. */
export interface GatewayPorts {
  readonly config: GatewayConfig;
  readonly intake: EventIntake;
  readonly practices: PracticeDirectory;
  readonly ledger: LedgerReader;
  readonly statistics: StatisticsReader;
  readonly receipts: Receipts;
  readonly previews: Previews;
  readonly teamAppEvents: TeamAppEvents;
  readonly acts: TaskActs;
  readonly audit: AuditDesk;
  readonly refusals: Refusals;
  readonly systemActs: SystemActs;
  readonly repairs: RepairDesk;
  readonly readiness: ReadinessProbe;
  readonly accessTokens: AccessTokens;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/** The webhook and the reading interface; what stands behind them comes in by the ports. */
@Module({})
export class GatewayModule {
  static with(ports: GatewayPorts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        IntakeController,
        DecisionsController,
        ReceiptsController,
        PreviewController,
        RecordingTasksController,
        ActingController,
        SystemsController,
        RepairsController,
        StatisticsController,
        FindingsController,
        AuditController,
        TeamAppEventsController,
        HealthController,
        MetricsController,
        OpenApiController,
      ],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: ports.config },
        { provide: EVENT_INTAKE, useValue: ports.intake },
        { provide: PRACTICE_DIRECTORY, useValue: ports.practices },
        { provide: LEDGER_READER, useValue: ports.ledger },
        { provide: STATISTICS_READER, useValue: ports.statistics },
        { provide: RECEIPTS, useValue: ports.receipts },
        { provide: PREVIEWS, useValue: ports.previews },
        { provide: TEAM_APP_EVENTS, useValue: ports.teamAppEvents },
        { provide: TASK_ACTS, useValue: ports.acts },
        { provide: REFUSALS, useValue: ports.refusals },
        { provide: AUDIT_DESK, useValue: ports.audit },
        { provide: SYSTEM_ACTS, useValue: ports.systemActs },
        { provide: REPAIR_DESK, useValue: ports.repairs },
        { provide: READINESS_PROBE, useValue: ports.readiness },
        { provide: ACCESS_TOKENS, useValue: ports.accessTokens },
        { provide: LOGGER, useValue: ports.logger },
        { provide: METRICS, useValue: ports.metrics },
        { provide: CLOCK, useValue: ports.clock },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        EventReceiver,
        ApiDescription,
      ],
    };
  }
}
