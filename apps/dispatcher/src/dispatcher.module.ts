import { dispatcherEnvironment } from '#configuration';
import type { Logger } from '#observability';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { DispatcherService } from './dispatcher.service.js';

@Module({})
export class DispatcherModule {
  static with(environment: ReturnType<typeof dispatcherEnvironment>, log: Logger): DynamicModule {
    return {
      module: DispatcherModule,
      providers: [{ provide: DispatcherService, useFactory: () => new DispatcherService(environment, log) }],
    };
  }
}
