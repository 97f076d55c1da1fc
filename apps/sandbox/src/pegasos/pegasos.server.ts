import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '#observability';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { Faults } from '../stand-in/faults.js';
import { ownRoutes } from '../stand-in/own-routes.js';
import { ownSideServer } from '../stand-in/own-side.js';
import { answerMessage } from './answer-message.js';
import { DocumentStore } from './document-store.js';
import { MllpListener } from './mllp-listener.js';

/** The health record's stand-in as a part of the sandbox process: MLLP, and its own side by HTTP. */
@Injectable()
export class PegasosServer implements OnModuleInit, OnApplicationShutdown {
  /** `http://127.0.0.1:<port>` of its own side, once it listens. */
  address = '';
  /** `mllp://127.0.0.1:<port>`, once it listens. */
  mllpAddress = '';
  private app: FastifyInstance | undefined;
  private listener: MllpListener | undefined;
  private store: DocumentStore | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { standInsDir, ports } = this.config;
    const store = await DocumentStore.open(join(standInsDir, 'pegasos', 'journal.jsonl'));
    const faults = new Faults();
    const { logger } = this;
    this.store = store;
    this.listener = new MllpListener((bytes) => answerMessage(bytes, { store, faults, logger }));
    this.app = ownSideServer(logger);
    ownRoutes(this.app, { store, faults });
    this.mllpAddress = await this.listener.listen(ports.pegasosMllp);
    this.address = await this.app.listen({ host: '127.0.0.1', port: ports.pegasos });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener?.close();
    await this.app?.close();
    await this.store?.close();
  }
}
