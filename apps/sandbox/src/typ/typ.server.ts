import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '#observability';
import { OpenApiDocument } from '#openapi';
import { RecordVersions } from '../rest/record-versions.js';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { buildTyp } from './build-typ.js';

const CONTRACT = 'docs/systems/typ.yaml';

/** The TYP stand-in as a part of the sandbox process. */
@Injectable()
export class TypServer implements OnModuleInit, OnApplicationShutdown {
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
    const store = await RecordVersions.open(join(standInsDir, 'typ', 'journal.jsonl'));
    this.store = store;
    this.app = buildTyp({ store, contract: OpenApiDocument.read(CONTRACT), logger: this.logger });
    this.address = await this.app.listen({ host: '127.0.0.1', port: ports.typ });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.app?.close();
    await this.store?.close();
  }
}
