import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { OpenApiDocument } from '#openapi';
import { RecordVersions } from '../rest/record-versions.js';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { buildSofiaCrm } from './build-sofia-crm.js';

const CONTRACT = 'docs/systems/sofia-crm.yaml';
const TOKEN_LIFETIME_MS = 300_000;

/** The SofiaCRM stand-in as a part of the sandbox process. */
@Injectable()
export class SofiaCrmServer implements OnModuleInit, OnApplicationShutdown {
  /** `http://127.0.0.1:<port>`, once it listens. */
  address = '';
  private app: FastifyInstance | undefined;
  private store: RecordVersions | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { standInsDir, ports } = this.config;
    const store = await RecordVersions.open(join(standInsDir, 'sofia-crm', 'journal.jsonl'));
    this.store = store;
    this.app = buildSofiaCrm({
      store,
      contract: OpenApiDocument.read(CONTRACT),
      clientSecret: readSecret('sofia-crm-client-secret', this.config),
      tokenLifetimeMs: TOKEN_LIFETIME_MS,
      logger: this.logger,
    });
    this.address = await this.app.listen({ host: '127.0.0.1', port: ports['sofia-crm'] });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.app?.close();
    await this.store?.close();
  }
}
