import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { buildLifecare } from './build-server.js';
import { RecordStore } from './store/record-store.js';

const TOKEN_LIFETIME_MS = 300_000;

/** The Lifecare stand-in as a part of the sandbox process. */
@Injectable()
export class LifecareServer implements OnModuleInit, OnApplicationShutdown {
  /** `http://127.0.0.1:<port>`, once it listens. */
  address = '';
  private app: FastifyInstance | undefined;
  private store: RecordStore | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { standInsDir, ports } = this.config;
    const clientKey = createPublicKey(readSecret('lifecare-client-key', this.config));
    const store = await RecordStore.open(join(standInsDir, 'lifecare', 'journal.jsonl'));
    const base = (): string => this.address;
    const parts = { store, clientKey, logger: this.logger, base };
    this.app = buildLifecare({ ...parts, tokenLifetimeMs: TOKEN_LIFETIME_MS });
    this.store = store;
    this.address = await this.app.listen({ host: this.config.host, port: ports.lifecare });
  }

  /** For what else is done with its records; see {@link RecordStore.watch}. */
  watch(...args: Parameters<RecordStore['watch']>): void {
    this.store?.watch(...args);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.app?.close();
    await this.store?.close();
  }
}
