import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Logger } from '#observability';
import { SANDBOX_CONFIG, type SandboxConfig } from './sandbox.config.js';
import { LISTENING, SANDBOX_LOGGER } from './sandbox.tokens.js';

/** Where each server listens, by its name; asked once they all do. */
export type Listening = () => Readonly<Record<string, string>>;

/**
 * Writes where everything listens into `<data>/sandbox/addresses.json`, `{lifecare, teamApp, identity, ...}`, for
 * who started the sandbox on ports it did not choose. The file is there once all of them listen.
 */
@Injectable()
export class AddressBook implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
    @Inject(LISTENING) private readonly listening: Listening,
  ) {}

  private get file(): string {
    return join(this.config.standInsDir, 'addresses.json');
  }

  /** What an earlier run left would mislead. */
  async onModuleInit(): Promise<void> {
    await rm(this.file, { force: true });
  }

  async onApplicationBootstrap(): Promise<void> {
    const addresses = this.listening();
    await mkdir(this.config.standInsDir, { recursive: true });
    await writeFile(`${this.file}.new`, `${JSON.stringify(addresses, null, 2)}\n`);
    await rename(`${this.file}.new`, this.file);
    for (const address of Object.values(addresses)) {
      this.logger.info('sandbox.listening', { port: Number(new URL(address).port) });
    }
  }
}
