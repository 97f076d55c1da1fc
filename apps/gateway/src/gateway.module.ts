import type { Logger, Metrics } from '#observability';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ActingController } from './acting/acting.controller.js';
import type { TaskActs } from './acting/task-acts.js';
import { AccessGuard } from './access/access.guard.js';
import type { AccessTokens } from './access/access.guard.js';
import type { GatewayConfig } from './gateway.config.js';
import {
  ACCESS_TOKENS,
  CLOCK,
  EVENT_INTAKE,
  GATEWAY_CONFIG,
  LEDGER_READER,
  LOGGER,
  METRICS,
  PRACTICE_DIRECTORY,
  READINESS_PROBE,
  TASK_ACTS,
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
import { DecisionsController } from './reading/decisions.controller.js';
import type { LedgerReader } from './reading/ledger-reader.js';
import { RecordingTasksController } from './reading/recording-tasks.controller.js';
import { SystemsController } from './reading/systems.controller.js';

/** All that the gateway is given from outside. */
export interface GatewayPorts {
  readonly config: GatewayConfig;
  readonly intake: EventIntake;
  readonly practices: PracticeDirectory;
  readonly ledger: LedgerReader;
  readonly acts: TaskActs;
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
        RecordingTasksController,
        ActingController,
        SystemsController,
        HealthController,
        MetricsController,
        OpenApiController,
      ],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: ports.config },
        { provide: EVENT_INTAKE, useValue: ports.intake },
        { provide: PRACTICE_DIRECTORY, useValue: ports.practices },
        { provide: LEDGER_READER, useValue: ports.ledger },
        { provide: TASK_ACTS, useValue: ports.acts },
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
