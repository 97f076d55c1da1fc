import 'reflect-metadata';
import { dispatcherEnvironment } from '#configuration';
import { armFaultPoint, createLogger, endInTime, NestLogger, runMain } from '#observability';
import { refuseUnsafeStart, untilMigrated } from '#recording';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DispatcherModule } from './dispatcher.module.js';

/** Its longest wait is that for a statement of the ledger. */
const STOP_WITHIN_MS = 20_000;

async function main(): Promise<void> {
  const environment = dispatcherEnvironment();
  armFaultPoint(environment.faultPoint);
  const log = createLogger({ app: 'dispatcher', level: environment.logLevel });
  Logger.overrideLogger(new NestLogger(log));
  await refuseUnsafeStart(environment, log);
  await untilMigrated(environment, log);
  endInTime(STOP_WITHIN_MS, log);
  const app = await NestFactory.createApplicationContext(DispatcherModule.with(environment, log));
  app.enableShutdownHooks();
}

runMain('dispatcher', main);
