import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { childEnvironment } from '#configuration';
import { NestLogger, createLogger, runMain } from '#observability';
import { sandboxConfig } from './sandbox.config.js';
import { SandboxModule } from './sandbox.module.js';

async function main(): Promise<void> {
  const config = sandboxConfig(childEnvironment({}));
  const logger = createLogger({ app: 'sandbox', level: config.logLevel });
  Logger.overrideLogger(new NestLogger(logger));
  const app = await NestFactory.createApplicationContext(SandboxModule.with(config, logger));
  app.enableShutdownHooks();
}

runMain('sandbox', main);
