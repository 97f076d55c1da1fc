import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { ActingController } from './acting/acting.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { BullBoardModule } from './bull-board/bull-board.module.js';
import { ConsoleModule } from './console/console.module.js';
import { DocsController } from './docs/docs.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { EventReceiver } from './intake/event-receiver.js';
import { IntakeController } from './intake/intake.controller.js';
import { ApiDescription } from './openapi/api-description.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { HealthController } from './operations/health.controller.js';
import { MetricsController } from './operations/metrics.controller.js';
import { PortsModule } from './ports.module.js';
import type { GatewayPorts } from './ports.module.js';
import { PreviewController } from './preview/preview.controller.js';
import { DecisionsController } from './reading/decisions.controller.js';
import { RecordingTasksController } from './reading/recording-tasks.controller.js';
import { ReceiptsController } from './receipt/receipts.controller.js';
import { RepairsController } from './repairs/repairs.controller.js';
import { RetentionController } from './retention/retention.controller.js';
import { FindingsController } from './statistics/findings.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { SystemsController } from './systems/systems.controller.js';
import { TeamAppEventsController } from './team-app-events/team-app-events.controller.js';

/** The webhook, the interface for programs and the console; what stands behind them comes in by the ports. */
@Module({})
export class GatewayModule {
  static with(ports: GatewayPorts): DynamicModule {
    return {
      module: GatewayModule,
      imports: [PortsModule.with(ports), ConsoleModule, BullBoardModule],
      controllers: [
        IntakeController,
        DecisionsController,
        ReceiptsController,
        PreviewController,
        RecordingTasksController,
        ActingController,
        SystemsController,
        RepairsController,
        RetentionController,
        StatisticsController,
        FindingsController,
        AuditController,
        TeamAppEventsController,
        HealthController,
        MetricsController,
        OpenApiController,
        DocsController,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        EventReceiver,
        ApiDescription,
      ],
    };
  }
}
