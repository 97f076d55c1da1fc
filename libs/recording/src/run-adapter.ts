import 'reflect-metadata';
import { adapterEnvironment } from '#configuration';
import type { AdapterEnvironment, AdapterName } from '#configuration';
import { armFaultPoint, createLogger, NestLogger, runMain } from '#observability';
import type { Logger } from '#observability';
import { Logger as NestLog, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AdapterHost } from './adapter-host.js';
import type { AdapterFactory } from './adapter-host.js';
import { refuseUnsafeStart, untilMigrated } from './start-checks.js';

class AdapterService implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly host: AdapterHost) {}

  onApplicationBootstrap(): Promise<void> {
    return this.host.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.host.stop();
  }
}

@Module({})
class AdapterModule {
  static with(environment: AdapterEnvironment, factory: AdapterFactory, log: Logger): DynamicModule {
    const useFactory = (): AdapterService => new AdapterService(new AdapterHost(environment, factory, log));
    return { module: AdapterModule, providers: [{ provide: AdapterService, useFactory }] };
  }
}

/** Runs the adapter service of a system until it is told to stop: the whole `main` of each adapter app. */
export function runAdapter(system: AdapterName, factory: AdapterFactory): void {
  runMain(system, () => startAdapter(system, factory));
}

async function startAdapter(system: AdapterName, factory: AdapterFactory): Promise<void> {
  const environment = adapterEnvironment(system);
  armFaultPoint(environment.faultPoint);
  const log = createLogger({ app: system, level: environment.logLevel });
  NestLog.overrideLogger(new NestLogger(log));
  await refuseUnsafeStart(environment, log);
  await untilMigrated(environment, log);
  const app = await NestFactory.createApplicationContext(AdapterModule.with(environment, factory, log));
  app.enableShutdownHooks();
}
