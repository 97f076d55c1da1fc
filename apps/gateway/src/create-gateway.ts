import 'reflect-metadata';
import { NestLogger } from '#observability';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GatewayModule } from './gateway.module.js';
import type { GatewayPorts } from './ports.module.js';
import { fastifyServer } from './http/fastify-server.js';
import { ApiDescription } from './openapi/api-description.js';

/** @returns the application with all its routes, ready to listen (or to be called with `inject`) */
export async function createGateway(ports: GatewayPorts): Promise<NestFastifyApplication> {
  const options: Pick<NestApplicationOptions, 'bodyParser' | 'logger'> = {
    // The server has parsers of its own; Nest's would read a body before its signature is verified.
    bodyParser: false,
    logger: new NestLogger(ports.logger),
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.with(ports),
    fastifyServer(),
    options,
  );
  await app.init();
  app.get(ApiDescription).describe(app);
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
