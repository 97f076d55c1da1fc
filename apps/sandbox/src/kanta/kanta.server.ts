import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { keepDevelopmentCertificates } from '#security';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { Faults } from '../stand-in/faults.js';
import { ownRoutes } from '../stand-in/own-routes.js';
import { ownSideServer } from '../stand-in/own-side.js';
import { TwoFacedPort } from '../stand-in/two-faced-port.js';
import { Archive } from './archive.js';
import { ArchiveStore } from './archive-store.js';
import { SoapSide } from './soap-side.js';

/** The Kanta stand-in as a part of the sandbox process: HTTPS for the archive, HTTP on the same port for its own side. */
@Injectable()
export class KantaServer implements OnModuleInit, OnApplicationShutdown {
  /** Of its own side, `http://127.0.0.1:<port>`, once it listens; the archive is `https://127.0.0.1:<port>/kanta`. */
  address = '';
  private parts:
    { store: ArchiveStore; archive: Archive; own: FastifyInstance; port: TwoFacedPort } | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { config, logger } = this;
    await keepDevelopmentCertificates(config.secretsDir, 'kanta');
    const authority = readSecret('kanta-certificate-authority', config);
    const store = await ArchiveStore.open(join(config.standInsDir, 'kanta', 'archive.jsonl'));
    const faults = new Faults();
    const archive = new Archive({ store, faults, authority: new X509Certificate(authority) });
    const own = ownSideServer(logger);
    ownRoutes(own, { store, faults });
    await own.ready();
    const port = new TwoFacedPort({
      plain: own.server,
      secure: this.secureServer(new SoapSide({ archive, faults, logger }), authority),
      admit: () => (faults.hits('down') ? undefined : (faults.take('slow-token') ?? 0)),
    });
    this.parts = { store, archive, own, port };
    this.address = `http://127.0.0.1:${await port.listen(config.ports.kanta)}`;
  }

  /** The archive, for those in this process who archive there without a connection. */
  get archive(): Archive | undefined {
    return this.parts?.archive;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts?.port.close();
    await this.parts?.own.close();
    await this.parts?.store.close();
  }

  private secureServer(soap: SoapSide, authority: string) {
    const options = {
      key: readSecret('kanta-server-key', this.config),
      cert: readSecret('kanta-server-certificate', this.config),
      ca: authority,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    } as const;
    return createServer(options, (request, response) => {
      void soap.serve(request, response);
    });
  }
}
