import 'reflect-metadata';
import { dispatcherEnvironment } from '#configuration';
import { createLogger, NestLogger, runMain } from '#observability';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DispatcherModule } from './dispatcher.module.js';

async function main(): Promise<void> {
  const environment = dispatcherEnvironment();
  const log = createLogger({ app: 'dispatcher', level: environment.logLevel });
  Logger.overrideLogger(new NestLogger(log));
  const app = await NestFactory.createApplicationContext(DispatcherModule.with(environment, log));
  app.enableShutdownHooks();
}

runMain('dispatcher', main);
